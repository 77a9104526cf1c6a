import { clouds } from '#core/access/cloud.ts'
import type { RoleName } from '#core/access/profile.ts'
import { isOfAnotherOrganization, type Identity } from '#core/session/identity.ts'
import type { SessionAt } from '#core/session/session.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { roles } from '#words/portal/roles.ts'
import { identityWords } from '#words/screens/identity.ts'
import type { ListedFact, ListedRow } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

const exchangeBy: readonly RoleName[] = ['exchange-administrator', 'global-administrator']

export class IdentityState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'identity'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('identity')
  }

  get words() {
    return identityWords[this.#shell.language]
  }

  get #identity(): Identity {
    return this.#stage().identity
  }

  get organization(): { readonly name: string; readonly domain: string } {
    const { name, domain } = this.#identity.organization
    return { name: this.#shell.mask.name(name), domain: this.#shell.mask.domain(domain) }
  }

  get facts(): readonly ListedFact[] {
    const { words } = this
    const { mask } = this.#shell
    const { account, kind, homeDomain, cloud, tenantId } = this.#identity
    const isOther = isOfAnotherOrganization(kind)
    return [
      { name: words.account, value: mask.name(account.name), note: `· ${mask.address(account.username)}` },
      {
        name: words.kind,
        value: words.kinds[kind].name,
        note: words.kinds[kind].note ?? '',
        warning: isOther,
      },
      ...(isOther
        ? [{ name: words.homeOrganization, value: homeDomain === null ? words.homeUnknown : mask.domain(homeDomain) }]
        : []),
      { name: words.roles, value: this.#roles, warning: this.#may === 'missing' },
      {
        name: words.cloud,
        value: cloudNames[this.#shell.language][cloud],
        note: `(${clouds[cloud].login})`,
      },
      { name: words.tenantId, value: mask.id(tenantId), mono: true, copy: () => this.#shell.copy('tenantId') },
    ]
  }

  /** The rows on what the account can do, as far as Microsoft shows it. */
  get abilities(): readonly ListedRow[] {
    const { words } = this
    const may = this.#may
    const exchange = this.#has(exchangeBy) === true
    return [
      {
        state: may === 'yes' ? 'done' : may === 'hidden' ? 'unknown' : 'warning',
        stateName: words.states[may],
        title: words.grant,
        note:
          may === 'yes'
            ? ''
            : may === 'hidden'
              ? words.grantHidden(this.#smallest)
              : words.grantMissing(this.#smallest),
      },
      {
        state: exchange ? 'done' : 'other',
        stateName: exchange ? words.states.yes : words.states.other,
        title: words.exchange,
        note: exchange ? words.exchangeYes : words.exchangeOther,
      },
    ]
  }

  /** The warning that this is not the organization chosen in the history; `null` when it is. */
  get notPicked(): string | null {
    const { pickedInHistory, mask } = this.#shell
    if (!pickedInHistory || pickedInHistory.tenantId === this.#identity.tenantId) return null
    return this.words.notPicked(mask.name(pickedInHistory.organization.name), this.organization.name)
  }

  /** The sentence on rights in the token that the assistant never asks for; `null` when there are none. */
  get otherScopes(): string | null {
    const { otherScopes } = this.#identity
    return otherScopes.length === 0 ? null : this.words.otherScopes(otherScopes.map((name) => `\`${name}\``).join(', '))
  }

  /** The reason why what the person came for is impossible in this tenant; `null` when it is possible. */
  get ended(): 'nothing-to-remove' | 'renewal-under-way' | null {
    const code = this.#shell.problem?.code
    return code === 'nothing-to-remove' || code === 'renewal-under-way' ? code : null
  }

  /** Signs in again to look at what is in place, in place of what the person came for. */
  readonly inPlace = (): void => void this.#shell.ask('signIn', { aim: 'present' })

  readonly yes = (): void => void this.#shell.ask('acceptIdentity', {})

  readonly otherOrganization = (): void => void this.#shell.ask('nameOrganization', {})

  readonly otherAccount = (): void => void this.#shell.anotherAccount()

  get #roles(): string {
    const names = this.#identity.roles
    if (names === null) return this.words.rolesHidden
    return names.map((name) => roles[this.#shell.language][name]).join(', ') || this.words.rolesNone
  }

  /** The name of the least privileged role that may grant. */
  get #smallest(): string {
    const [first = 'global-administrator'] = this.#shell.view?.grantedBy ?? []
    return roles[this.#shell.language][first]
  }

  get #may(): 'yes' | 'hidden' | 'missing' {
    const has = this.#has(this.#shell.view?.grantedBy ?? [])
    return has === null ? 'hidden' : has ? 'yes' : 'missing'
  }

  #has(wanted: readonly RoleName[]): boolean | null {
    return this.#identity.roles && this.#identity.roles.some((role) => wanted.includes(role))
  }
}
