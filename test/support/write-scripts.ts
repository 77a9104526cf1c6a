import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argv } from 'node:process'
import { allowListScript } from '#words/scripts/allow-list.ts'
import type { ScriptKind } from '#words/scripts/script-names.ts'
import { type ScopeTarget, scopeScript } from '#words/scripts/scope.ts'
import { withdrawScript } from '#words/scripts/withdraw.ts'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles, type Permission, type ProfileId } from '#core/access/profile.ts'
import type { Language } from '#words/format/language.ts'

function rolesFor(profile: ProfileId): readonly string[] {
  const permissions: readonly Permission[] = profiles[profile].permissions
  return permissions.flatMap(({ exchangeRole }) => exchangeRole ?? [])
}

/**
 * `node test/support/write-scripts.ts out/scripts`: every script, in both languages, for the practice ids that
 * test/pester/scripts.Tests.ps1 knows, as `<folder>/<language>/<kind>.ps1`.
 */
const target: ScopeTarget = {
  tenantId: '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15',
  cloud: publicCloud,
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  servicePrincipalId: 'c5e0d2b7-1f64-4a83-9e3b-7d8a06f4c219',
  group: 'prextra@nord.example',
  allowedMailbox: 'accueil@nord.example',
  blockedMailbox: 'direction@nord.example',
  roles: rolesFor('ews'),
}

const makers: Readonly<Record<ScriptKind | 'scope-graph', (target: ScopeTarget, language: Language) => string>> = {
  'allow-list': allowListScript,
  scope: scopeScript,
  'scope-graph': (given, language) => scopeScript({ ...given, roles: rolesFor('graph') }, language),
  withdraw: withdrawScript,
}

const folder = argv[2] ?? 'out/scripts'
for (const language of ['fr', 'en'] as const) {
  await mkdir(join(folder, language), { recursive: true })
  for (const [kind, make] of Object.entries(makers)) {
    await writeFile(join(folder, language, `${kind}.ps1`), make(target, language), 'utf8')
  }
}
