import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/**
 * Where an administrator sets whether applications may have client secrets.
 * https://learn.microsoft.com/entra/identity/enterprise-apps/block-password-addition
 */
export const secretPolicyPlace: Words<string> = words({
  fr: 'Elle se règle dans le Centre d’administration Microsoft Entra (stratégies d’application) ou le Centre d’administration Microsoft 365 (Paramètres de l’organisation, Mode restreint).',
  en: 'It is set in the Microsoft Entra admin centre (application policies) or the Microsoft 365 admin centre (Org settings, Restricted Mode).',
})
