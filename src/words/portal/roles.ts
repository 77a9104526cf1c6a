import type { RoleName } from '#core/access/profile.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** Microsoft's own names of the directory roles. */
export const roles: Words<Readonly<Record<RoleName, string>>> = words({
  fr: {
    'global-administrator': 'Administrateur général',
    'privileged-role-administrator': 'Administrateur de rôle privilégié',
    'application-administrator': 'Administrateur d’application',
    'cloud-application-administrator': 'Administrateur d’application cloud',
    'application-developer': 'Développeur d’applications',
    'security-administrator': 'Administrateur de la sécurité',
    'exchange-administrator': 'Administrateur Exchange',
    'global-reader': 'Lecteur général',
  },
  en: {
    'global-administrator': 'Global Administrator',
    'privileged-role-administrator': 'Privileged Role Administrator',
    'application-administrator': 'Application Administrator',
    'cloud-application-administrator': 'Cloud Application Administrator',
    'application-developer': 'Application Developer',
    'security-administrator': 'Security Administrator',
    'exchange-administrator': 'Exchange Administrator',
    'global-reader': 'Global Reader',
  },
})
