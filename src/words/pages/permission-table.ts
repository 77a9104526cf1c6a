import type { Profile } from '#core/access/profile.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { sayPermission } from '../portal/permissions.ts'
import type { Block } from './document.ts'

const heads: Words<{ readonly caption: string; readonly columns: readonly string[] }> = words({
  fr: {
    caption: 'Autorisations d’application',
    columns: ['Autorisation', 'API', 'ID du rôle d’application', 'En clair'],
  },
  en: { caption: 'Application permissions', columns: ['Permission', 'API', 'App role ID', 'In plain words'] },
})

/** Returns a table of permissions: the name of each, its API, the id of its app role, and what it allows. */
export function permissionTable(permissions: Profile['permissions'], language: Language): Block {
  const rows = permissions.map(({ value, resourceName, appRoleId }) => ({
    cells: [`\`${value}\``, resourceName, `\`${appRoleId}\``, sayPermission(value, language)],
  }))
  return { kind: 'table', ...heads[language], rows }
}
