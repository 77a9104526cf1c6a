import { profiles } from '#core/access/profile.ts'
import { exemptionScopes } from '#core/provision/exemption.ts'
import type { PageReason } from '#core/session/session.ts'
import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const [grantingScope] = profiles.graph.grantedWith
const [exemptionScope] = exemptionScopes

interface WantedPageWords {
  /** Before Microsoft's page is opened. */
  readonly wanted: Readonly<Record<PageReason, string>>
  /** While the browser shows it. */
  readonly open: Readonly<Record<PageReason, string>>
  /** While a code for it is shown. */
  readonly code: Readonly<Record<PageReason, string>>
  readonly openPage: string
  readonly useCode: string
}

/** Something more is needed in the middle of something, and Microsoft asks for it on a page of the browser. */
export const wantedPageWords: Words<WantedPageWords> = words({
  fr: {
    wanted: {
      grant: `Pour accorder les autorisations de Microsoft Graph, l’assistant a besoin d’un droit de plus, ${grantingScope}. Microsoft le demande dans une page du navigateur.`,
      exemption: `Pour exempter cette application de la stratégie, l’assistant a besoin d’un droit de plus, ${exemptionScope}. Microsoft le demande dans une page du navigateur.`,
      claims:
        'Microsoft exige une vérification de plus avant de continuer. Elle se fait dans une page du navigateur, puis l’assistant reprend où il en était.',
    },
    open: {
      grant: `Dans la page de Microsoft qui vient de s’ouvrir, acceptez ${grantingScope} avec le même compte.`,
      exemption: `Dans la page de Microsoft qui vient de s’ouvrir, acceptez ${exemptionScope} avec le même compte.`,
      claims: 'Dans la page de Microsoft qui vient de s’ouvrir, connectez-vous avec le même compte.',
    },
    code: {
      grant: `Sur la page de Microsoft, entrez le code, puis acceptez ${grantingScope} avec le même compte.`,
      exemption: `Sur la page de Microsoft, entrez le code, puis acceptez ${exemptionScope} avec le même compte.`,
      claims: 'Sur la page de Microsoft, entrez le code, puis terminez la vérification avec le même compte.',
    },
    openPage: 'Ouvrir la page de Microsoft',
    useCode: 'Utiliser un code',
  },
  en: {
    wanted: {
      grant: `To grant the Microsoft Graph permissions, the assistant needs one more right, ${grantingScope}. Microsoft asks for it on a page in the browser.`,
      exemption: `To exempt this application from the policy, the assistant needs one more right, ${exemptionScope}. Microsoft asks for it on a page in the browser.`,
      claims:
        'Microsoft requires one more verification before going on. It is done on a page in the browser; then the assistant goes on where it was.',
    },
    open: {
      grant: `On the Microsoft page that has just opened, accept ${grantingScope} with the same account.`,
      exemption: `On the Microsoft page that has just opened, accept ${exemptionScope} with the same account.`,
      claims: 'On the Microsoft page that has just opened, sign in with the same account.',
    },
    code: {
      grant: `On Microsoft’s page, enter the code, then accept ${grantingScope} with the same account.`,
      exemption: `On Microsoft’s page, enter the code, then accept ${exemptionScope} with the same account.`,
      claims: 'On Microsoft’s page, enter the code, then finish the verification with the same account.',
    },
    openPage: 'Open Microsoft’s page',
    useCode: 'Use a code',
  },
})
