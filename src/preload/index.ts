import { contextBridge, ipcRenderer } from 'electron'
import { callNames, eventNames, inputMax, type CallName, type EventName } from '../contract/names.ts'

// `window.assistant` is made from the contract's names, and offers nothing else.
contextBridge.exposeInMainWorld('assistant', {
  call: Object.fromEntries(callNames.map((name) => [name, (input: unknown): Promise<unknown> => call(name, input)])),
  on: (name: EventName, listener: (value: unknown) => void) => {
    if (!eventNames.includes(name)) throw new Error('no such event')
    const pass = (_event: unknown, value: unknown) => {
      listener(value)
    }
    ipcRenderer.on(name, pass)
    return () => {
      ipcRenderer.off(name, pass)
    }
  },
})

/** Sends one call. Its input goes to main as JSON, so that nothing but plain data of a bounded size ever gets there. */
async function call(name: CallName, input: unknown): Promise<unknown> {
  const text = asJson(input)
  if (text !== undefined && text.length <= inputMax) return ipcRenderer.invoke(name, text)
  return { ok: false, problem: { code: 'bad-input', at: new Date().toISOString() } }
}

/** Returns the input as JSON; `undefined` for what cannot be written so, such as an object in a circle. */
function asJson(input: unknown): string | undefined {
  try {
    return JSON.stringify(input)
  } catch {
    return undefined
  }
}
