import { untrack } from 'svelte'
import type { Assistant, Input, View } from '#contract/calls.ts'
import type { CallName } from '#contract/names.ts'
import { confirmationMaxBytes } from '#core/handoff/confirmation.ts'
import type { DeliveredLine } from '#core/ledger.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { identityOf, isReading } from '#core/session/session-path.ts'
import type { Session, SessionAt, Stage } from '#core/session/session.ts'
import type { CopiedFact } from '#core/session/writer.ts'
import { isOldVersion } from '#core/version-age.ts'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { duration } from '#words/format/dates.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { Clock } from './clock.svelte.ts'
import { maskOf } from '#words/format/mask.ts'
import { codeOf } from '#words/screens/shell/path.ts'
import { toldWaitMs } from './wait-announcement.ts'

/** The problems that only the reply of a call carries, and not the session. */
const problemsOnlyInReply: readonly ProblemCode[] = [
  'out-of-order',
  'bad-input',
  'not-confirmed',
  'too-many-calls',
  'internal',
  'file-not-written',
  'live-unavailable',
  'browser-not-opened',
  'not-typed',
  'policy-unknown',
  'policy-proof',
]

/** The calls that are allowed while work is under way. */
const whileBusy: readonly CallName[] = [
  'look',
  'setLanguage',
  'setScreenShare',
  'answerProxy',
  'declineProxy',
  'cancelSignIn',
  'explainCode',
  'changeWay',
  'copyLink',
  'copyCode',
  'reopenPage',
  'openPage',
  'stop',
  'checkNow',
  'copy',
  'save',
  'saveSupport',
  'showJournal',
  'showLicences',
  'close',
]

/** The files of the screens, which are loaded when they are needed. */
export interface ScreenFiles {
  isLoaded(stage: Stage): boolean
  /** Rejects when a file cannot be read. */
  load(stage: Stage): Promise<void>
  /** Called when another stage is shown: what it leads to may be loaded when there is nothing else to do. */
  shown(stage: Stage): void
}

/** The window's connection to the main process: the last view it sent, and the calls to it. */
export class Shell {
  readonly clock = new Clock()
  view = $state.raw<View | null>(null)
  /** Whether main did not answer with a first view, so that there is nothing to draw. */
  silent = $state(false)
  /** Whether the file of the screen that is to be shown cannot be read. */
  unreadable = $state(false)
  helpOpen = $state(false)
  /** The sentence that a screen sets, to be spoken by a screen reader when it is next idle. */
  announcement = $state('')
  /** The organization chosen in the history. The identity screen warns when whoever signs in belongs to another one. */
  pickedInHistory = $state.raw<DeliveredLine | null>(null)
  #refusal = $state.raw<Problem | null>(null)
  #busySince = $state(0)
  /** Whether the window goes home as soon as the work under way has ended. */
  #leaving = false
  /** The last view that main sent, which is shown once its screen is loaded. */
  #latest: View | null = null
  /** The calls that main has not answered yet. */
  #unanswered: readonly string[] = []
  readonly #assistant: Assistant
  readonly #screens: ScreenFiles | null

  /** Without `screens`, every screen is there. */
  constructor(assistant: Assistant, screens: ScreenFiles | null = null) {
    this.#assistant = assistant
    this.#screens = screens
  }

  readonly language: Language = $derived(this.view?.language ?? 'fr')
  readonly words = $derived(shellWords[this.language])
  readonly mask = $derived(maskOf(this.view?.screenShare ?? false))
  readonly problem: Problem | null = $derived(this.view?.session.problem ?? this.#refusal)
  readonly title = $derived(mainProcessWords[this.language].windowTitle(this.view?.session.practice ?? false))
  /** The code of the current step, by which a person names it on the phone. */
  readonly code = $derived(this.view ? codeOf(this.view.session) : '00')
  readonly canGoBack = $derived(this.view !== null && this.view.backTo !== null && !this.view.session.busy)
  /** The button that ends the work under way. */
  readonly stop = $derived({ name: this.words.stop, press: () => void this.ask('stop', {}) })
  /** Whether work has been under way for a second, after which the window shows it. */
  readonly slow = $derived(this.view?.session.busy === true && this.clock.now - this.#busySince >= 1000)

  /** The version, with the commit that it was built of. */
  get versionName(): string {
    const { version = '', built = null } = this.view ?? {}
    return built === null ? version : `${version} (${built.commit}, ${built.day})`
  }

  /** Reminds that a newer version may exist, unless the company wants that quiet. */
  get versionNote(): string {
    const { built = null, policy = null } = this.view ?? {}
    const isSaid = policy?.updateNotice !== false && isOldVersion(built, this.clock.now)
    return isSaid ? this.words.help.oldVersion : ''
  }

  /** What a screen reader speaks: that work or a wait goes on, now and then, or what the screen announces. */
  readonly spoken: string = $derived.by(() => {
    const waiting = this.view?.session.waiting
    const waited = waiting && toldWaitMs(waiting, this.clock.now)
    if (waited) return this.words.waits(duration(waited, this.language))
    return this.announcement === '' && this.slow ? this.words.busy : this.announcement
  })

  get session(): Session {
    if (!this.view) throw new Error('no view yet')
    return this.view.session
  }

  /**
   * Returns the function by which a screen reads the session at its own stage. While the next screen is being drawn,
   * the old one still reads its last session.
   */
  stage<At extends Stage>(at: At): () => SessionAt<At> {
    // Read without tracking: a state that is derived from the shell must not be made again at each new view.
    let last = untrack(() => this.session as SessionAt<At>)
    return () => {
      if (this.session.at === at) last = this.session as SessionAt<At>
      return last
    }
  }

  async open(): Promise<void> {
    this.#assistant.on('view', (view) => this.receive(view))
    const reply = await this.#assistant.call.look({})
    if (reply.ok) this.receive(reply.value)
    else this.silent = true
  }

  /** Shows a view. One whose screen is not loaded waits for it: until then, the screen before stays as it is. */
  receive(view: View): void {
    this.#latest = view
    const { at } = view.session
    if (!this.#screens || this.#screens.isLoaded(at)) {
      this.#show(view)
      return
    }
    this.#screens.load(at).then(
      () => {
        if (this.#latest === view) this.#show(view)
      },
      () => {
        if (this.#latest === view) this.unreadable = true
      },
    )
  }

  #show(view: View): void {
    const before = this.view?.session
    if (view.session.busy && !before?.busy) this.#busySince = Date.now()
    if (view.session.at !== before?.at) {
      this.#refusal = null
      this.announcement = ''
    }
    if (view.session.at === 'welcome' || view.session.at === 'history') {
      this.pickedInHistory = null
      this.wanted = null
    }
    this.view = view
    this.unreadable = false
    if (view.session.at !== before?.at) this.#screens?.shown(view.session.at)
    this.#leave()
  }

  /**
   * Sends one call, unless work under way forbids it, or the very same call is not answered yet: a double click asks once.
   * Resolves to whether the call was sent and succeeded.
   */
  async ask<Name extends Exclude<CallName, 'look'>>(name: Name, input: Input<Name>): Promise<boolean> {
    if (this.view?.session.busy && !whileBusy.includes(name)) return false
    const asked = JSON.stringify([name, input])
    if (this.#unanswered.includes(asked)) return false
    this.#unanswered = [...this.#unanswered, asked]
    this.#refusal = null
    const call: (
      input: Input<Name>,
    ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: Problem }> = this.#assistant.call[name]
    const reply = await call(input).finally(() => {
      this.#unanswered = this.#unanswered.filter((one) => one !== asked)
    })
    if (!reply.ok && problemsOnlyInReply.includes(reply.problem.code)) this.#refusal = reply.problem
    return reply.ok
  }

  /** What the person picked in the history, which the review then offers first. */
  wanted = $state<'limit' | null>(null)

  /** Whether a file may be dropped: CDID's answer, where no work is under way. */
  readonly takesAnswer = $derived(
    this.view !== null && !this.view.session.busy && ['welcome', 'history'].includes(this.view.session.at),
  )

  /** Refuses what may not be dropped, so that the window never navigates to it. */
  readonly dragover = (event: DragEvent): void => {
    event.preventDefault()
    if (event.dataTransfer && !this.takesAnswer) event.dataTransfer.dropEffect = 'none'
  }

  readonly drop = (event: DragEvent): void => {
    event.preventDefault()
    const [file] = event.dataTransfer?.files ?? []
    if (file && this.takesAnswer) void this.#readAnswer(file)
  }

  /** Passes the text of a dropped file, never its path. What is longer than any answer is none, and is not read. */
  async #readAnswer(file: Blob): Promise<void> {
    await this.ask('readConfirmation', { content: file.size > confirmationMaxBytes ? '' : await file.text() })
  }

  readonly copy = (fact: CopiedFact): Promise<boolean> => this.ask('copy', { fact })

  readonly back = (): void => {
    if (this.canGoBack) void this.ask('back', {})
  }

  readonly home = (): void => void this.ask('home', {})

  /** Leaves practice. Cancels a sign-in that is under way first; a run has its own button to stop it. */
  async leavePractice(): Promise<void> {
    if (!this.session.busy) {
      this.home()
      return
    }
    this.#leaving = this.session.at === 'sign-in' && (await this.ask('cancelSignIn', {}))
    this.#leave()
  }

  #leave(): void {
    if (!this.#leaving || this.session.busy) return
    this.#leaving = false
    if (this.session.at !== 'welcome') this.home()
  }

  readonly canLeave = $derived(
    this.view === null ||
      this.view.session.at === 'sign-in' ||
      !(this.view.session.busy || isReading(this.view.session)),
  )

  /** Signs in with another account. From a stage where that is not possible, it starts again in the same world. */
  async anotherAccount(): Promise<void> {
    const { at, practice } = this.session
    if (at === 'sign-in' || at === 'identity') {
      await this.ask('signIn', { aim: null })
      return
    }
    const named = identityOf(this.session)?.named ?? null
    if (!(await this.ask('home', {}))) return
    if (!named || practice) await this.ask('start', { way: practice ? 'practice' : 'automatic' })
    else if (await this.ask('start', { way: 'name-organization' })) {
      await this.ask('findOrganization', { text: named.domain ?? named.tenantId })
    }
  }

  readonly toggleShare = (): void => void this.ask('setScreenShare', { on: !this.mask.on })

  readonly otherLanguage = (): void => void this.ask('setLanguage', { language: this.language === 'fr' ? 'en' : 'fr' })

  readonly keydown = (event: KeyboardEvent): void => {
    if (event.altKey && event.key === 'ArrowLeft') this.back()
    else if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 's') this.toggleShare()
    else return
    event.preventDefault()
  }
}
