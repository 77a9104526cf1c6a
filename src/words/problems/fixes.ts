import type { FixReason } from '#core/guide/suggest-fix.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** Why a proof of what was made by hand failed, and what to do; where it is done stands on the button beside it. */
export const fixWords: Words<Readonly<Record<Exclude<FixReason, 'allow-list' | 'mailbox'>, string>>> = words({
  fr: {
    'wrong-secret':
      'Microsoft ne reconnaît pas ce secret pour cette application. Si vous venez de le créer, attendez une minute et vérifiez de nouveau; sinon, créez-en un autre et collez sa **Valeur**.',
    'expired-secret': 'Ce secret est expiré. Créez-en un autre et collez sa valeur.',
    'lost-secret': 'Windows n’a plus la valeur du secret. Collez-la de nouveau, ou créez un autre secret.',
    'unknown-application':
      'Microsoft ne trouve pas cette application dans ce locataire. Vérifiez les deux ID : ce ne doit pas être l’**ID d’objet**, ni l’ID d’un autre locataire. Si vous venez de l’inscrire, attendez une minute.',
    'unknown-tenant':
      'Microsoft ne connaît aucun locataire de cet ID. Copiez de nouveau l’ID de l’annuaire (locataire).',
    'other-tenant': 'Le jeton vient d’un autre locataire que celui que vous avez entré. Vérifiez l’ID de l’annuaire.',
    'other-cloud':
      'Ce locataire se trouve dans un autre nuage de Microsoft. Revenez aux ID, puis continuez : l’assistant demande de nouveau à Microsoft lequel.',
    'no-exchange':
      'Ce locataire n’a pas Exchange Online. Vérifiez l’ID de l’annuaire : il faut celui du locataire qui héberge les boîtes aux lettres.',
    'ews-ended':
      'Microsoft a cessé d’offrir EWS. Quand CDID confirme que Prextra prend en charge Graph, choisissez les autorisations Microsoft Graph.',
    'no-principal':
      'L’application n’a pas encore son application d’entreprise. Accorder le consentement administrateur la crée.',
    disabled: 'L’application d’entreprise est désactivée. Réactivez-la, puis vérifiez le consentement.',
    'no-role':
      'Le jeton ne porte pas l’autorisation : le consentement manque, ou l’autorisation n’est pas au manifeste. S’il vient d’être accordé, attendez quelques minutes et vérifiez de nouveau.',
    'not-authorized':
      'Exchange Online n’accepte pas le jeton. Vérifiez le consentement, attendez quelques minutes, puis vérifiez de nouveau.',
    'out-of-reach':
      'L’application ne peut pas ouvrir cette boîte. Vérifiez le consentement, ou essayez une autre boîte.',
  },
  en: {
    'wrong-secret':
      'Microsoft does not recognize this secret for this application. If you have just created it, wait a minute and check again; otherwise create another and paste its **Value**.',
    'expired-secret': 'This secret has expired. Create another and paste its value.',
    'lost-secret': 'Windows no longer has the secret’s value. Paste it again, or create another secret.',
    'unknown-application':
      'Microsoft does not find this application in this tenant. Check both IDs: it must not be the **Object ID**, nor the ID of another tenant. If you have just registered it, wait a minute.',
    'unknown-tenant': 'Microsoft knows no tenant with this ID. Copy the directory (tenant) ID again.',
    'other-tenant': 'The token comes from another tenant than the one you entered. Check the directory ID.',
    'other-cloud':
      'This tenant is in another of Microsoft’s clouds. Go back to the IDs, then continue: the assistant asks Microsoft again which one.',
    'no-exchange':
      'This tenant has no Exchange Online. Check the directory ID: it must be that of the tenant that hosts the mailboxes.',
    'ews-ended':
      'Microsoft has retired EWS. Once CDID confirms that Prextra supports Graph, choose the Microsoft Graph permissions.',
    'no-principal': 'The application does not have its enterprise application yet. Granting admin consent creates it.',
    disabled: 'The enterprise application is disabled. Enable it again, then check the consent.',
    'no-role':
      'The token does not carry the permission: the consent is missing, or the permission is not in the manifest. If it was just granted, wait a few minutes and check again.',
    'not-authorized':
      'Exchange Online does not accept the token. Check the consent, wait a few minutes, then check again.',
    'out-of-reach': 'The application cannot open this mailbox. Check the consent, or try another mailbox.',
  },
})

/** The button that leads to the step of the guide where something is put right. */
export const fixButton: Words<(code: string, name: string) => string> = words({
  fr: (code, name) => `Corriger à l’étape ${code} · ${name}`,
  en: (code, name) => `Correct this at step ${code} · ${name}`,
})
