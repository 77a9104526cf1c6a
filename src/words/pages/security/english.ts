import { profiles, usualLifeDays } from '#core/access/profile.ts'
import { ewsEndDay } from '../../format/ews-end.ts'
import type { securityInFrench } from './french.ts'

const [grantingScope] = profiles.graph.grantedWith

/** The security sheet, in English. */
export const securityInEnglish: typeof securityInFrench = {
  title: (organization) => `Prextra’s access to Outlook: security sheet (${organization})`,
  lead: 'What the assistant created in your Microsoft tenant, what it allows, and how to limit or remove it. This sheet contains no secret.',
  leadByHand:
    'What was created by hand in your Microsoft tenant, what it allows, and how to limit or remove it. This sheet contains no secret.',
  values: {
    caption: 'The application',
    organization: 'Organization',
    tenantId: 'Directory (tenant) ID',
    application: 'Application',
    appId: 'Application (client) ID',
    servicePrincipalId: 'Service principal (object ID)',
    reach: 'Reach',
    everywhere: 'All mailboxes of the tenant',
    scoped: 'The mailboxes of one group (RBAC for Applications)',
    expires: 'Client secret expires on',
    noSecret: 'no client secret',
    at: 'Sheet made on',
  },
  granted: {
    heading: 'What is granted',
    everywhere:
      'These are application permissions: they apply with no user signed in and to the whole tenant, as long as the admin consent is in place.',
    scoped: (roles) =>
      `The tenant’s consent for this access is removed. Exchange Online grants it by ${roles}, to the direct members of one group only. The token then no longer carries the permissions that Exchange grants instead.`,
    stays: (values) => `Still granted for the whole tenant, because Exchange has no role for it: ${values}.`,
    why: 'Prextra is an ERP by CDID. Its server keeps calendars, contacts and mail in step between Outlook and Prextra, even when nobody is signed in: hence application permissions rather than delegated ones.',
    more: 'This permission is broader than needed, because EWS has no narrower one. The limit to a group, below, reduces it to what is really needed.',
    moreGraph:
      'Each permission covers all mailboxes. The limit to a group, below, reduces it to what is really needed.',
  },
  limit: {
    heading: 'How to limit it',
    items: [
      'RBAC for Applications, in Exchange Online, grants access to the mailboxes of the direct members of a mail-enabled security group only.',
      'The safe order: create the scope, test it on one mailbox of the group and one other, and only then remove the tenant’s consent, since the two add up.',
      'The assistant provides the script for an Exchange administrator. Exchange takes 30 minutes to 2 hours to apply it.',
    ],
    link: 'RBAC for Applications in Exchange Online',
  },
  secret: {
    heading: 'The client secret',
    items: [
      'Creation: by Microsoft, at the assistant’s request. Its value is given once only; it is not shown, and not written in the clear to a file, a log or a report. On the manual path the person copies it, and the assistant then clears the clipboard.',
      'Storage: in Windows Credential Manager, under the administrator’s session. It does not protect from another program of the same session.',
      'Handoff: in a file sealed in age format for CDID’s public key, which is part of the application and not a setting. The e-mail carries only the sealed file. Eight words, read on the phone, prove that it is the same file.',
      'At CDID: in the configuration of the Prextra server, which uses it to ask Microsoft for its tokens.',
      `Lifetime: at most ${usualLifeDays} days if nobody chooses another, never longer than a tenant policy allows, and never past the end of EWS for EWS access.`,
      'Renewal: in the assistant. The new secret is proven and confirmed before the old one is removed.',
    ],
  },
  remove: {
    heading: 'How to remove it',
    items: [
      'In the assistant, “Remove” removes the secret, the consent, the service principal and the app registration. An application made by hand stays: the assistant only removes its own tags and secrets.',
      'A script for an Exchange administrator removes the application from the EWS allow list, and what limited it in Exchange.',
      'Without the assistant: in the Microsoft Entra admin centre, disable the enterprise application or remove the registration. No new token is then issued; those already issued expire in 60 to 90 minutes.',
    ],
    link: 'Open the registration in the Microsoft Entra admin centre',
  },
  end: {
    heading: 'The end of EWS',
    before:
      'Until then the application must be on the tenant’s EWS allow list, managed by an Exchange administrator. This access will then move to Microsoft Graph, when Prextra supports it.',
    none: `This access goes through Microsoft Graph: the end of EWS, on ${ewsEndDay('en')}, does not affect it.`,
  },
  leaves: {
    heading: 'What signing in adds to the tenant',
    items: (name, clientId) => [
      `The enterprise application “${name}” (\`${clientId}\`) and a delegated consent for \`User.Read\` and \`Application.ReadWrite.All\`. Both can be removed in Enterprise applications.`,
      `\`${grantingScope}\` is requested only to grant Microsoft Graph’s permissions.`,
      '`Mail.Send` is requested only if the administrator sends the file from their own mailbox.',
      '`Policy.ReadWrite.ApplicationConfiguration` is requested only if a policy forbids client secrets and the administrator chooses to exempt this application while its secret is made.',
      'The assistant’s tokens live in memory only and are gone when it closes.',
    ],
  },
  data: {
    heading: 'Where the data goes, and who can read it',
    caption: 'During the set-up, then in use',
    columns: ['Data', 'Where it is', 'Who can read it'],
    rows: [
      [
        'Client secret',
        'Windows vault on the administrator’s computer, then the configuration of the Prextra server',
        'This administrator’s Windows session, then CDID. Nobody sees it.',
      ],
      ['Sealed file', 'Where the administrator saves it or sends it', 'CDID only, with its private key'],
      [
        'Content of the sealed file',
        'In that file, encrypted',
        'Name and domain of the organization, name and e-mail of the contact, IDs, secret, date of the proof: CDID only',
      ],
      [
        'The assistant’s log',
        'On the computer, in the assistant’s folder',
        'This administrator. The requests and their answers, without any token, secret or message',
      ],
      [
        'Mail, calendars and contacts',
        'Exchange Online, in your tenant',
        'The Prextra server, within the access granted. The assistant reads none of it',
      ],
    ],
    items: [
      'The assistant communicates with Microsoft only. It sends nothing to CDID: no usage statistics, no error reports.',
      'One thing is handed to CDID, the sealed file, and it is the administrator who sends it.',
    ],
    atCdid: 'At CDID, the synchronized data',
  },
  privacy: {
    heading: 'Personal information (Law 25)',
    items: [
      'Mail, calendars and contacts contain personal information. Your organization stays responsible for it, even when it entrusts it to a supplier: its contract with CDID must set the conditions.',
      'If information leaves Quebec, the law first requires a privacy impact assessment. Where the data is kept is stated above.',
      'In case of an incident, disable the enterprise application: no further token is issued. Then inform CDID and the person in charge in your organization.',
    ],
    caption: 'At CDID',
  },
  contact: { heading: 'To reach CDID', caption: 'Technical team' },
  hosts: {
    heading: 'The hosts the assistant reaches',
    caption: 'By HTTPS only, through the Windows proxy server; a certificate error is never ignored.',
    columns: ['Host', 'For'],
    purposes: {
      login: 'Signing in and tokens',
      graph: 'Reading and writing the application, proving access by Graph, and sending the e-mail if requested',
      exchange: 'The proof of access by EWS: the identifier of the Inbox of a mailbox of your choice, no message',
    },
  },
  audit: {
    heading: 'What the logs show',
    caption: 'Microsoft Entra audit logs, and other logs',
    columns: ['Activity', 'What it is'],
    rows: [
      ['`Add application`, `Update application`', 'The app registration, the permissions it asks for and its tags'],
      ['`Add service principal`', 'The enterprise application'],
      ['`Add app role assignment to service principal`', 'The admin consent'],
      [
        '`Update application – Certificates and secrets management`',
        'A client secret added or removed, never its value',
      ],
      ['`Consent to application`', 'The administrator’s sign-in to the assistant'],
      ['Service principal sign-ins', 'Each token asked for by the assistant, then by Prextra, with the IP address'],
      [
        '`Set-OrganizationConfig` (Microsoft Purview audit)',
        'The EWS allow list, changed by the Exchange administrator',
      ],
    ],
  },
}
