import { ewsEndDay } from '../../format/ews-end.ts'
import { secretPolicyPlace } from '../../portal/secret-policy.ts'
import type { delegationInFrench } from './french.ts'

/** The page of a delegated step, in English. */
export const delegationInEnglish: typeof delegationInFrench = {
  practiceSubject: (subject) => `[Practice] ${subject}`,
  subject: {
    'sign-in': (organization) => `Prextra and Outlook: sign-in application to authorize (${organization})`,
    consent: (organization) => `Prextra and Outlook: admin consent to grant (${organization})`,
    secrets: (organization) => `Prextra and Outlook: exemption to grant (${organization})`,
    'allow-list': (organization) => `Prextra and Outlook: EWS allow list to complete (${organization})`,
    scope: (organization) => `Prextra and Outlook: access to limit to one group (${organization})`,
  },
  lead: {
    'sign-in':
      'The person writing to you administers your organization from another one, and is preparing to connect Outlook to Prextra. Microsoft lets a delegated administrator (partner) sign in with an application only once your organization has authorized it. It takes about five minutes.',
    consent:
      'Your organization is connecting Outlook to Prextra. One step needs a role that the person writing to you does not have: granting admin consent. It takes about five minutes.',
    secrets:
      'Your organization is connecting Outlook to Prextra. A policy of the tenant forbids new client secrets, and the application needs one. The person writing to you asks you to exempt this application. It takes about ten minutes.',
    'allow-list':
      'Your organization is connecting Outlook to Prextra. One step needs a role that the person writing to you does not have: adding the application to the EWS allow list. It takes about ten minutes.',
    scope:
      'Your organization is connecting Outlook to Prextra. One step needs a role that the person writing to you does not have: limiting the application to the mailboxes of one group. It takes about fifteen minutes.',
  },
  values: {
    caption: 'What it is about',
    organization: 'Organization',
    tenantId: 'Directory (tenant) ID',
    application: 'Application',
    appId: 'Application (client) ID',
    servicePrincipalId: 'Service principal (object ID)',
    role: 'Least privileged role',
    group: 'Mail-enabled security group',
    allowedMailbox: 'Mailbox in the group, for the test',
    blockedMailbox: 'Mailbox outside the group, for the test',
  },
  disabled: {
    byAdministrator:
      'The enterprise application is disabled in this tenant: as long as it is, Prextra gets no token. Ask why it was disabled. A Cloud Application Administrator can enable it: Enterprise applications, the application, Properties, “Enabled for users to sign-in?”, Yes.',
    byMicrosoft: (status) =>
      `Microsoft has disabled this application (\`${status}\`): as long as it is, Prextra gets no token. Only Microsoft can enable it again. In the Microsoft Entra admin centre, open a “New support request”.`,
  },
  signIn: {
    grants: 'What the application will be able to do',
    scopes: [
      'Know who signs in (`User.Read`)',
      'Create and change app registrations, for the person who is signed in and within their roles (`Application.ReadWrite.All`)',
    ],
    note: 'These are delegated permissions: with nobody signed in, the application can do nothing.',
    link: 'Authorize the sign-in application',
  },
  'sign-in': {
    steps: [
      'Open the link with a member account of your organization that has the role above, or a higher one.',
      'Check that Microsoft’s page shows the name of your organization and that of the application above, then choose Accept.',
      'The browser then tries to open a page of this computer (`http://localhost`) and shows an error: this is normal, the authorization is already recorded.',
    ],
    check: ['In Enterprise applications, the application is in the list, with the permissions of this page.'],
    delay: 'Microsoft may take a few minutes to apply it.',
    back: 'In Enterprise applications, open the application, then Properties, and delete it. The access that Prextra received does not depend on it.',
  },
  permissions: {
    heading: 'What is granted',
    note: 'Prextra uses it for calendars, contacts and mail. Nobody signs in with this application: it has a client secret, handed to CDID in a sealed file.',
  },
  todo: 'What to do',
  check: 'How to check',
  delay: 'What to expect',
  back: 'Going back',
  after: 'Afterwards',
  afterNote:
    'Reply to the person writing to you, who will have the assistant check the step. You have nothing else to send, and no secret to copy.',
  consent: {
    link: 'Open the application’s permissions in the Microsoft Entra admin centre',
    steps: [
      'Open the link with an account of this tenant that has the role above, or a higher one.',
      'Check that the Application (client) ID, in Overview, is the one on this page.',
      'In API permissions, compare the list with the one on this page. If it shows others, grant nothing and reply.',
      'Choose “Grant admin consent”, then Yes.',
    ],
    check: [
      'In API permissions, the Status column shows “Granted” for each permission.',
      'In Enterprise applications, the application’s Permissions page shows the same list.',
    ],
    delay: 'Microsoft may take a few minutes to apply it.',
    back: 'In Enterprise applications, open the application, then Permissions, and revoke the consent. Tokens issued from then on no longer carry the permission; those that already do expire in 60 to 90 minutes.',
  },
  why: 'Why',
  secrets: {
    why: 'Prextra connects to Exchange Online with a client secret. The assistant makes it, stores it at once with Windows, then hands it to CDID in a sealed file: nobody sees it. Only this application needs the exemption; the rule stays the same for all others.',
    steps: [
      `Open the policy. ${secretPolicyPlace.en}`,
      'In the rule that blocks the addition of secrets (passwords), exclude this application by its Application (client) ID. Do not switch the rule off for all.',
      'Save.',
    ],
    check: ['The rule shows this application, and no other, among the exclusions that you have just added.'],
    delay: 'Microsoft may take a few minutes to apply it.',
    back: 'Once the secret is made, remove the exclusion: a secret that exists keeps working. Each renewal of the secret will need another exemption.',
  },
  'allow-list': {
    why: 'Since October 1, 2026, Microsoft has been closing EWS in Exchange Online to applications that are not on the tenant’s EWS allow list (`EwsAllowedAppIDs`). A new application never is. Microsoft offers no other way than PowerShell to add it.',
    warning:
      'Microsoft’s command replaces the whole list. The script backs up the old values and adds the application without removing the others. If the list is empty or EWS is not switched on, it says what may stop working (calendars in Teams, backups, old Outlook for Mac…) and asks for confirmation before it continues.',
    report:
      'To know which applications still use EWS: Microsoft 365 admin centre, Reports, Usage, Exchange, EWS usage.',
    check: [
      '`Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy | Format-List EwsEnabled,EwsAllowedAppIDs` shows `True` and the Application (client) ID.',
      'The script run a second time answers that nothing was written.',
    ],
    delay: `Microsoft may take up to 24 hours to apply it everywhere. A refusal until then is normal. Microsoft retires EWS for everyone on ${ewsEndDay('en')}.`,
    back: 'At its end the script shows the commands that put the old values back, and the name of the file they are kept in.',
  },
  scope: {
    why: 'The consent granted in Microsoft Entra ID covers all mailboxes. RBAC for Applications, in Exchange Online, grants the same access, but only to the mailboxes of the direct members of one group. The two add up: the order matters.',
    warning:
      'Do not remove the consent yourself. The script creates the scope and tests it on two mailboxes; the assistant then removes the tenant’s consent.',
    check: [
      'The script ends by saying which mailbox is in the scope and which is not.',
      '`Test-ServicePrincipalAuthorization` gives the same answer for any other mailbox.',
    ],
    delay: 'Exchange may take 30 minutes to 2 hours to apply the scope.',
    back: 'The removal script, which the assistant provides, removes the role assignment, the scope and the service principal. The tenant’s consent must then be granted again.',
  },
  run: {
    steps: (file) => [
      `Save the attached script, \`${file}\`, and read it. If the mail system removed the attachment, copy the script from the end of this page and save it under this name in Notepad, as “UTF-8 with BOM”.`,
      'Open PowerShell in that folder and run the lines that follow. The first is needed only if the module is missing; `-WhatIf` shows what would be written without writing it.',
      'Sign in with an account of this tenant that has the Exchange Administrator role.',
    ],
    script: (file) => `The script: ${file}`,
  },
}
