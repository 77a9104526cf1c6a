import type { Cloud } from '#core/access/cloud.ts'
import type { RoleName } from '#core/access/profile.ts'
import type { DelegatedStep, DelegationPage } from '#core/session/writer.ts'
import type { Language, Words } from '../../format/language.ts'
import { portalAddress } from '../../portal/addresses.ts'
import { roles } from '../../portal/roles.ts'
import { allowListScript } from '../../scripts/allow-list.ts'
import { guid, mailAddress } from '../../scripts/powershell.ts'
import { scopeScript } from '../../scripts/scope.ts'
import { scriptNames } from '../../scripts/script-names.ts'
import { words } from '../../format/typography.ts'
import { delegationInEnglish } from './english.ts'
import { delegationInFrench } from './french.ts'
import { type Block, type Page, toHtml, toText, type Value } from '../document.ts'
import { oneLine } from '../../format/markup.ts'
import { permissionTable } from '../permission-table.ts'

const phrases: Words<typeof delegationInFrench> = words({ fr: delegationInFrench, en: delegationInEnglish })

/**
 * Returns the address of Microsoft's page on which an administrator authorizes an application for the tenant. Throws a
 * RangeError on an id that is not a GUID. https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function authorizationAddress({ login }: Cloud, tenantId: string, clientId: string): string {
  return `https://${login}/${guid(tenantId)}/adminconsent?client_id=${guid(clientId)}`
}

/** Makes the page of a delegated step, as HTML and as plain text. Throws a RangeError on what is not a GUID or a mail address. */
export function delegationPage(ask: DelegatedStep, language: Language): DelegationPage {
  const p = phrases[language]
  const organization = oneLine(ask.organization)
  const subject = ask.practice
    ? p.practiceSubject(p.subject[ask.step](organization))
    : p.subject[ask.step](organization)
  const script = scriptOf(ask, language)
  const page: Page = {
    language,
    practice: ask.practice,
    title: subject,
    lead: p.lead[ask.step],
    blocks: [
      { kind: 'values', caption: p.values.caption, values: valuesOf(ask, organization, language) },
      ...disabledBlocks(ask, language),
      ...blocksOf(ask, language),
      { kind: 'heading', text: p.delay },
      { kind: 'paragraph', text: p[ask.step].delay },
      { kind: 'heading', text: p.back },
      { kind: 'paragraph', text: p[ask.step].back },
      { kind: 'heading', text: p.after },
      { kind: 'paragraph', text: p.afterNote },
      ...(script === null ? [] : scriptAtTheEnd(script, language)),
    ],
  }
  return { subject, text: toText(page), html: toHtml(page), script }
}

function valuesOf(ask: DelegatedStep, organization: string, language: Language): readonly Value[] {
  const { values } = phrases[language]
  const role = roleFor(ask)
  const id = (label: string, value: string): Value => ({ label, value, code: true })
  return [
    { label: values.organization, value: organization },
    id(values.tenantId, guid(ask.tenantId)),
    { label: values.application, value: oneLine(ask.profile.displayName) },
    id(values.appId, guid(ask.appId)),
    { label: values.role, value: roles[language][role] },
    ...(ask.step === 'scope'
      ? [
          id(values.servicePrincipalId, guid(ask.servicePrincipalId)),
          id(values.group, mailAddress(ask.group)),
          id(values.allowedMailbox, mailAddress(ask.allowedMailbox)),
          id(values.blockedMailbox, mailAddress(ask.blockedMailbox)),
        ]
      : []),
  ]
}

function roleFor({ step, profile }: DelegatedStep): RoleName {
  if (step === 'consent' || step === 'sign-in') return profile.grantedBy[0] ?? 'global-administrator'
  return step === 'secrets' ? 'security-administrator' : 'exchange-administrator'
}

function blocksOf(ask: DelegatedStep, language: Language): readonly Block[] {
  if (ask.step === 'sign-in') return signInBlocks(ask, language)
  if (ask.step === 'consent') return consentBlocks(ask, language)
  return ask.step === 'secrets' ? secretsBlocks(language) : scriptBlocks(ask.step, language)
}

function signInBlocks(ask: DelegatedStep, language: Language): readonly Block[] {
  const p = phrases[language]
  return [
    { kind: 'heading', text: p.signIn.grants },
    { kind: 'points', items: p.signIn.scopes },
    { kind: 'paragraph', text: p.signIn.note },
    { kind: 'heading', text: p.todo },
    { kind: 'link', text: p.signIn.link, address: authorizationAddress(ask.cloud, ask.tenantId, ask.appId) },
    { kind: 'steps', items: p['sign-in'].steps },
    { kind: 'heading', text: p.check },
    { kind: 'points', items: p['sign-in'].check },
  ]
}

function secretsBlocks(language: Language): readonly Block[] {
  const p = phrases[language]
  return [
    { kind: 'heading', text: p.why },
    { kind: 'paragraph', text: p.secrets.why },
    { kind: 'heading', text: p.todo },
    { kind: 'steps', items: p.secrets.steps },
    { kind: 'heading', text: p.check },
    { kind: 'points', items: p.secrets.check },
  ]
}

/** Warns of a service principal that is disabled: what this person does has no effect until it is enabled. */
function disabledBlocks({ disabled }: DelegatedStep, language: Language): readonly Block[] {
  const p = phrases[language].disabled
  if (!disabled) return []
  return [
    {
      kind: 'warning',
      text: disabled.by === 'microsoft' ? p.byMicrosoft(oneLine(disabled.status)) : p.byAdministrator,
    },
  ]
}

function consentBlocks(ask: DelegatedStep, language: Language): readonly Block[] {
  const p = phrases[language]
  return [
    { kind: 'heading', text: p.permissions.heading },
    permissionTable(ask.profile.permissions, language),
    { kind: 'paragraph', text: p.permissions.note },
    { kind: 'heading', text: p.todo },
    { kind: 'link', text: p.consent.link, address: portalAddress(ask.cloud, 'consent', ask.appId) },
    { kind: 'steps', items: p.consent.steps },
    { kind: 'heading', text: p.check },
    { kind: 'points', items: p.consent.check },
  ]
}

function scriptBlocks(step: 'allow-list' | 'scope', language: Language): readonly Block[] {
  const p = phrases[language]
  const file = scriptNames[language][step]
  const run = [
    'Install-Module ExchangeOnlineManagement -Scope CurrentUser',
    `Unblock-File .\\${file}`,
    // The policy holds for this process only. A file that was not unblocked, or a policy of the organization, still stops it.
    `powershell -ExecutionPolicy RemoteSigned -File .\\${file} -WhatIf`,
    `powershell -ExecutionPolicy RemoteSigned -File .\\${file}`,
  ]
  return [
    { kind: 'heading', text: p.why },
    { kind: 'paragraph', text: p[step].why },
    { kind: 'warning', text: p[step].warning },
    ...(step === 'allow-list' ? [{ kind: 'paragraph' as const, text: p[step].report }] : []),
    { kind: 'heading', text: p.todo },
    { kind: 'steps', items: p.run.steps(file) },
    { kind: 'code', text: run.join('\n') },
    { kind: 'heading', text: p.check },
    { kind: 'points', items: p[step].check },
  ]
}

function scriptOf(ask: DelegatedStep, language: Language): DelegationPage['script'] {
  if (ask.step === 'consent' || ask.step === 'secrets' || ask.step === 'sign-in') return null
  const roles = ask.profile.permissions.flatMap(({ exchangeRole }) => exchangeRole ?? [])
  const content = ask.step === 'allow-list' ? allowListScript(ask, language) : scopeScript({ ...ask, roles }, language)
  return { name: scriptNames[language][ask.step], content }
}

function scriptAtTheEnd(
  script: { readonly name: string; readonly content: string },
  language: Language,
): readonly Block[] {
  return [
    { kind: 'heading', text: phrases[language].run.script(script.name) },
    { kind: 'code', text: script.content.replace('\uFEFF', '').replaceAll('\r\n', '\n').trimEnd() },
  ]
}
