import { cloudIds } from '#core/access/cloud.ts'
import { outlives, profileIds, type ProfileId } from '#core/access/profile.ts'
import { idEntries, type EntryName } from '#core/guide/entries.ts'
import { askedIn, stepBeside, type GuideStep, type GuideView } from '#core/guide/guide.ts'
import type { SessionAt } from '#core/session/session.ts'
import { day } from '#words/format/dates.ts'
import { drawingOf } from '#words/portal/drawings/blades.ts'
import type { Drawing } from '#words/portal/drawings/shapes.ts'
import { sayEntryIssue, saySecretIssue } from '#words/screens/guide/entry-issues.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { gesturesOf, pathTo } from '#words/screens/guide/gestures.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { guideWords, saidOf } from '#words/screens/guide/guide.ts'
import { unsupportedWords } from '#words/screens/review/unsupported.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** One entry of a step, as its field shows it. */
export interface GuideField {
  readonly name: EntryName
  readonly label: string
  readonly note: string
  readonly placeholder: string
  readonly code: boolean
  readonly value: string
  /** Returns what is drawn in place of the text while it is not being typed. */
  readonly shown: (value: string) => string
  readonly wrong: string | null
  readonly right: boolean
}

/** How long main is left alone between two checks of what is typed. */
const betweenChecksMs = 100

export class GuideState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'guide'>
  /** The texts of the fields as they were typed or pasted. Main checks them, and keeps those that are right. */
  #typed = $state<Partial<Record<EntryName, string>>>({})
  /** Whether something was typed that main has not been told of yet. */
  #isNew = false
  /** Resolves when main has checked everything that was typed; `null` when it has. */
  #checking: Promise<void> | null = null
  /** Whether Continue was pressed on this step. Missing entries are then marked. */
  #pressed = $state(false)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('guide')
  }

  get words() {
    return guideWords[this.#shell.language]
  }

  get guide(): GuideView {
    return this.#stage().guide
  }

  get step(): GuideStep {
    return this.guide.step
  }

  get said(): { readonly heading: string; readonly lead: string } {
    return saidOf(this.step, this.profile, this.#shell.language)
  }

  /** The names of the pages that lead to the page in the portal, and its own name; empty where the portal has none. */
  get path(): readonly string[] {
    return this.step === 'contact' ? [] : pathTo(this.step, this.guide.profile, this.#shell.language)
  }

  get drawing(): Drawing | null {
    return this.step === 'contact' ? null : drawingOf(this.step, this.guide.profile, this.#shell.language)
  }

  get gestures() {
    if (this.step === 'contact') return []
    const { mask, language } = this.#shell
    const { entries, oldKeyId } = this.guide
    const organization = entries.organization && mask.name(entries.organization)
    const facts = {
      profile: this.guide.profile,
      practice: this.#shell.session.practice,
      organization,
      oldKeyId: oldKeyId && mask.id(oldKeyId),
      now: this.#shell.clock.now,
    }
    return gesturesOf(this.step, facts, language).map(({ text, copy }) => ({
      text,
      copy: copy && { name: this.words.copy[copy], press: () => this.#shell.copy(copy) },
    }))
  }

  get manifest(): string | null {
    return this.step === 'permission' ? manifestJson(this.guide.profile) : null
  }

  get fields(): readonly GuideField[] {
    const { entries, issues, foundBy } = this.guide
    const { mask, language } = this.#shell
    return askedIn[this.step].map((name) => {
      const { name: label, note, example } = this.words.fields[name]
      const typed = this.#typed[name]
      const issue = issues[name] ?? (this.#pressed && entries[name] === null ? { code: 'missing' as const } : undefined)
      const isMasked = mask.on && idEntries.includes(name) && entries[name] !== null
      const isToFind = issue?.code === 'domain-to-find'
      const found = name === 'tenantId' && foundBy !== null && entries.tenantId !== null
      return {
        name,
        label,
        placeholder: example ?? '',
        code: idEntries.includes(name),
        note:
          name === 'secretExpiresAt' && this.#afterEnd
            ? this.#afterEnd
            : isToFind
              ? sayEntryIssue(issue, language)
              : found
                ? this.words.foundBy(mask.domain(foundBy))
                : (note ?? ''),
        value: found || typed === undefined || isMasked ? this.#shown(name) : typed,
        shown: (text: string) => this.#masked(name, text),
        wrong: issue && !isToFind ? sayEntryIssue(issue, language) : null,
        right: entries[name] !== null,
      }
    })
  }

  /** A note that the secret outlives the permissions; `null` when it does not. Such a secret is allowed. */
  get #afterEnd(): string | null {
    const { entries, profile } = this.guide
    const { endsOn } = profile
    if (entries.secretExpiresAt === null || !outlives(profile, entries.secretExpiresAt)) return null
    return endsOn === undefined ? null : this.words.afterEnd(day(`${endsOn}T12:00:00`, this.#shell.language))
  }

  /** Whether the ids could not be checked with Microsoft. */
  get unchecked(): boolean {
    return this.guide.unchecked
  }

  get secret(): { readonly isReceived: boolean; readonly wrong: string | null } {
    const { secretReceivedAt, secretIssue } = this.guide
    const missing = this.#pressed && secretReceivedAt === null ? this.words.missingSecret : null
    return {
      isReceived: secretReceivedAt !== null,
      wrong: secretIssue ? saySecretIssue(secretIssue, this.#shell.language) : missing,
    }
  }

  /** What a renewal still needs: CDID's confirmation, and the end of the old secret. */
  get old(): { readonly confirmed: string | null; readonly message: string | null; readonly isOver: boolean } {
    const { confirmedAt, oldSecret } = this.guide
    const { words } = this
    const message = { works: words.oldWorks, gone: words.oldGone, unknown: words.oldUnknown, unchecked: null }[
      oldSecret
    ]
    return {
      confirmed: confirmedAt && words.confirmed(day(confirmedAt, this.#shell.language)),
      message,
      isOver: oldSecret === 'gone' || oldSecret === 'unknown',
    }
  }

  /** Whether this step asks for the profile: the permission's step of a set-up, or the first step of a renewal. */
  get offersProfile(): boolean {
    return this.step === (this.guide.aim === 'present' ? 'permission' : 'ids')
  }

  get profile(): ProfileId {
    return this.guide.profile.id
  }

  get profiles(): readonly ProfileId[] {
    const { profile = null } = this.#shell.view?.policy ?? {}
    return profile === null ? profileIds : profileIds.filter((id) => id === profile || id === this.profile)
  }

  /** What is said of a profile that Prextra does not support yet; `null` for one that it does. */
  get unsupported(): string | null {
    return this.profile === 'graph' ? unsupportedWords[this.#shell.language].warning : null
  }

  readonly pickProfile = (picked: string): void => {
    const profile = profileIds.find((id) => id === picked)
    if (profile !== undefined && profile !== this.profile) void this.#shell.ask('chooseProfile', { profile })
  }

  /** Whether this step asks for the cloud: the first one, whose page and address depend on it. Practice has one cloud. */
  get offersCloud(): boolean {
    return this.step === 'registration' && !this.#shell.session.practice
  }

  get clouds() {
    const names = cloudNames[this.#shell.language]
    const allowed = this.#shell.view?.policy.allowedClouds ?? cloudIds
    const offered = cloudIds.filter((id) => allowed.includes(id) || id === this.guide.cloud)
    return offered.map((id) => ({ id, name: names[id], chosen: id === this.guide.cloud }))
  }

  readonly pickCloud = (picked: string): void => {
    const cloud = cloudIds.find((id) => id === picked)
    if (cloud !== undefined && cloud !== this.guide.cloud) void this.#shell.ask('chooseCloud', { cloud })
  }

  readonly change = (name: EntryName, value: string): void => {
    this.#typed = { ...this.#typed, [name]: value }
    this.#isNew = true
    this.#checking ??= this.#check().finally(() => (this.#checking = null))
  }

  /**
   * Checks every field of the page, as entries are compared with each other, and again until nothing new was typed: a program
   * that types for a person is faster than main takes calls. Clears a field that holds a secret's value.
   */
  async #check(): Promise<void> {
    for (let isFirst = true; this.#takeNew(); isFirst = false) {
      if (!isFirst) await new Promise((resolve) => setTimeout(resolve, betweenChecksMs))
      const typed = { ...this.#typed }
      await this.#shell.ask('enter', typed)
      for (const [name, value] of Object.entries(typed) as [EntryName, string][]) {
        const isSecret = this.guide.issues[name]?.code === 'value-here'
        if (isSecret && this.#typed[name] === value) this.#typed = { ...this.#typed, [name]: '' }
      }
    }
  }

  #takeNew(): boolean {
    const wasNew = this.#isNew
    this.#isNew = false
    return wasNew
  }

  get nextName(): string {
    if (this.step === 'contact') return this.words.toHandoff
    return this.step === 'secret' ? this.words.toProof : this.words.next
  }

  readonly go = async (): Promise<void> => {
    await this.#checking
    // Main has not received what was typed while it was busy.
    if (Object.keys(this.#typed).length > 0) await this.#shell.ask('enter', { ...this.#typed })
    const { step } = this
    this.#pressed = true
    const missing = this.fields.some(({ right, name }) => !right && this.guide.issues[name]?.code !== 'domain-to-find')
    if (missing || (step === 'secret' && !this.secret.isReceived)) {
      void focusFirstError()
      return
    }
    if (step === 'contact') void this.#shell.ask('goToHandoff', {})
    else if (step === 'secret') void this.#shell.ask('goToProof', {})
    else {
      await this.#shell.ask('goToStep', { step: stepBeside(this.guide, 1) ?? 'secret' })
      // The field now shows the id that was found, in place of the domain that was typed.
      if (this.guide.foundBy !== null) this.#typed = {}
    }
  }

  readonly open = (): void => void this.#shell.ask('openPortal', {})

  readonly paste = (): void => void this.#shell.ask('pasteSecret', {})

  readonly delegate = (): void => void this.#shell.ask('delegate', { step: 'consent' })

  readonly print = (): void => void this.#shell.ask('save', { document: 'guide' })

  readonly confirm = (): void => void this.#shell.ask('recordConfirmation', {})

  readonly check = (): void => void this.#shell.ask('checkOldSecret', {})

  #shown(name: EntryName): string {
    const value = this.guide.entries[name] ?? ''
    return name === 'secretExpiresAt' ? value.slice(0, 10) : this.#masked(name, value)
  }

  #masked(name: EntryName, value: string): string {
    const { mask } = this.#shell
    if (idEntries.includes(name)) return mask.id(value)
    if (name === 'secretExpiresAt') return value
    if (name === 'contactEmail') return mask.address(value)
    if (name === 'domain') return mask.domain(value)
    return mask.name(value)
  }
}
