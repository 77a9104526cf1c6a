import type { IpcMainInvokeEvent, WebContents } from 'electron'
import type { Reply } from '#core/answer.ts'
import { ProblemError, type Problem } from '#core/problem.ts'
import { inputs, type Given, type Output } from '#contract/calls.ts'
import { inputMax, type CallName } from '#contract/names.ts'
import { appOrigin } from './app-protocol.ts'
import type { RunningAssistant } from './assistant.ts'
import type { Handlers } from './handlers.ts'
import type { CallRate } from './human/call-rate.ts'
import type { Gate } from './human/gate.ts'
import { nextTask } from './next-task.ts'

interface ServingPorts {
  readonly report: (error: unknown) => void
  /** Whether an uncaught error has happened. No call is served then, because the state of the program may be wrong. */
  readonly isBroken: () => boolean
  readonly rate: CallRate
  readonly gate: Gate
}

/** Answers one call of the window. */
export type Answering = (event: IpcMainInvokeEvent, name: CallName, input: unknown) => Promise<Reply<Output<CallName>>>

/**
 * Answers the contract's calls of the top frame of one window, only under `app://`, only for input that parses, and only
 * what the gate lets through. A call never rejects: it answers with a Problem, whose code is `internal` for an error that is
 * none of ours.
 */
export function createAnswering(window: WebContents, assistant: RunningAssistant, shell: ServingPorts): Answering {
  let loading: Promise<Handlers> | undefined
  // The use cases are loaded when a person first asks for one, and not before the welcome is drawn.
  const handlers = () => (loading ??= loadHandlers(assistant))
  return async (event, name, input) => {
    refuseStranger(event, window)
    if (!shell.rate.take()) return { ok: false, problem: problem('too-many-calls') }
    if (shell.isBroken()) return { ok: false, problem: problem('internal') }
    const parsed = inputs[name].safeParse(plainData(input))
    if (!parsed.success) return { ok: false, problem: problem('bad-input') }
    try {
      await shell.gate.pass(name, parsed.data)
      return { ok: true, value: await handle(assistant, handlers, name, parsed.data) }
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, problem: error.problem }
      shell.report(error)
      return { ok: false, problem: problem('internal') }
    }
  }
}

/** Returns the plain data that the preload wrote as JSON; `undefined`, which no input is, for anything else. */
function plainData(input: unknown): unknown {
  if (typeof input !== 'string' || input.length > inputMax) return undefined
  try {
    return JSON.parse(input)
  } catch {
    return undefined
  }
}

async function loadHandlers({ context }: RunningAssistant): Promise<Handlers> {
  const { createHandlers } = await import('./handlers.ts')
  await nextTask()
  return createHandlers(context)
}

async function handle(
  assistant: RunningAssistant,
  handlers: () => Promise<Handlers>,
  name: CallName,
  given: unknown,
): Promise<Output<CallName>> {
  switch (name) {
    case 'look':
      return assistant.view()
    case 'setLanguage':
      assistant.setLanguage((given as Given<'setLanguage'>).language)
      return null
    case 'setScreenShare':
      assistant.setScreenShare((given as Given<'setScreenShare'>).on)
      return null
    default:
      await ((await handlers())[name] as (given: unknown) => Promise<void>)(given)
      return null
  }
}

/** Throws when a call comes from a frame that is gone, from another window, from a subframe or from a page not ours. */
function refuseStranger(event: IpcMainInvokeEvent, window: WebContents): void {
  const frame = event.senderFrame
  if (event.sender !== window || frame === null || frame !== window.mainFrame || originOf(frame.url) !== appOrigin) {
    throw new Error('this frame may not call the assistant')
  }
}

/** Returns the protocol and host of an address, because `URL.origin` is "null" for a custom scheme. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

function problem(code: Problem['code']): Problem {
  return { code, at: new Date().toISOString() }
}
