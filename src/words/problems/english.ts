import type { ProblemCode } from '#core/problem.ts'
import { roles } from '../portal/roles.ts'
import { secretPolicyPlace } from '../portal/secret-policy.ts'
import type { ProblemWords } from './french.ts'

/** A role of Privileged Identity Management counts only once it is active, and in a token made after that. */
const activateRole = 'If your role is eligible (PIM), activate it, then sign in again.'

/** Every problem in English, in the order of `core/problem.ts`. */
export const problemsInEnglish: Readonly<Record<ProblemCode, ProblemWords>> = {
  'sign-in-cancelled': {
    sentence: 'Sign-in was cancelled. Nothing was changed.',
    advice: 'Start again whenever you like.',
  },
  'sign-in-timeout': {
    sentence: 'Sign-in was not finished in time. Nothing was changed.',
    advice:
      'Start again: a new page will open in the browser. If it shows an error (AADSTS…), enter its number in the assistant, which explains it.',
  },
  'sign-in-code-expired': {
    sentence: 'The code expired before it was used. Nothing was changed.',
    advice:
      'Ask for a new code. If Microsoft’s page shows an error (AADSTS…), enter its number in the assistant, which explains it.',
  },
  'sign-in-busy': {
    sentence: 'Microsoft is busy and did not finish this sign-in. It changed nothing.',
    advice: 'Start again in a moment: a new page will open in the browser.',
  },
  'sign-in-declined': {
    sentence: 'The requested permissions were declined in the browser. Nothing was changed.',
    advice: 'Start again and accept them, or use another account.',
  },
  'sign-in-refused': {
    sentence: 'Microsoft refuses this sign-in.',
    advice: 'Try another account. Microsoft’s code, in the details, gives the reason.',
  },
  'sign-in-needs-approval': {
    sentence: 'Your organization requires an administrator to approve this sign-in.',
    advice: 'Sign in with an account that may approve: {role} at least.',
  },
  'sign-in-not-authorized': {
    sentence:
      'This organization has not authorized the sign-in application yet, and a delegated administrator (partner) cannot authorize it.',
    advice: 'Hand the authorization to an administrator of the organization, then sign in again.',
  },
  'sign-in-not-assigned': {
    sentence: 'This account is not assigned to the sign-in application in your organization.',
    advice: 'Use another account, or have this one assigned in Enterprise applications.',
  },
  'conditional-access': {
    sentence: 'A conditional access rule of your organization refuses this sign-in.',
    advice: 'Copy the details for the person responsible for it.',
  },
  'device-not-managed': {
    sentence: 'Your organization requires a managed or compliant computer for this sign-in.',
    advice:
      'Three ways on: a managed computer, an exception from the person responsible (copy the details), or the manual guide.',
  },
  'device-code-blocked': {
    sentence:
      'Your organization refuses to sign in with a code: a rule forbids it, or requires a managed computer, which a code cannot prove.',
    advice:
      'Sign in with the browser. If that is not allowed either, follow the manual guide, or copy the details for the person responsible for conditional access.',
  },
  'location-blocked': {
    sentence: 'A rule of your organization does not accept this account from this network.',
    advice:
      'Start again from the organization’s network (or without a VPN), or copy the details for the person responsible for conditional access.',
  },
  'second-factor': {
    sentence: 'Microsoft requires the second verification step of this account.',
    advice: 'Sign in again and finish it in the browser. If it is not set up yet, go to aka.ms/mfasetup first.',
  },
  'account-blocked': {
    sentence: 'Microsoft blocks this account: disabled, locked, password expired or risk detected.',
    advice:
      'An administrator can unblock it (Microsoft’s code, in the details, says why). Otherwise, use another account.',
  },
  'cross-tenant-blocked': {
    sentence: 'A rule on access between organizations refuses this account here.',
    advice:
      'Use a member account of the tenant to set up, or copy the details for the person responsible for these rules.',
  },
  'identity-provider-failed': {
    sentence: 'Your organization’s identity provider (federation) did not finish the sign-in.',
    advice: 'Start again. If it happens again, copy the details for the person responsible.',
  },
  'sign-in-app-disabled': {
    sentence: 'The assistant’s sign-in application is disabled in your organization.',
    advice:
      'A Cloud Application Administrator enables it in Entra: Enterprise applications, Properties. Otherwise, follow the manual guide.',
  },
  'api-disabled': {
    sentence:
      'Microsoft’s own enterprise application that the token is for (Exchange Online or Microsoft Graph) is disabled in this tenant.',
    advice:
      'A Cloud Application Administrator enables it in Entra: Enterprise applications, show all application types, then Properties. Ask first why it was disabled.',
  },
  'sign-in-misconfigured': {
    sentence: 'Microsoft does not accept the assistant’s sign-in request. It is not about your account.',
    advice: 'Copy the details for technique@cdid.com. Until then, follow the manual guide.',
  },
  'wrong-account': {
    sentence:
      'This account does not exist in the requested tenant: it is a personal account, an account of another organization, or your access as a guest or delegated administrator has ended.',
    advice:
      'Check the organization, or use a work account that has access to it. Otherwise, ask the organization to invite you or to renew the partner relationship (GDAP).',
  },
  'tenant-unknown': {
    sentence: 'Microsoft does not know this tenant.',
    advice: 'Check the organization’s ID or domain.',
  },
  'other-cloud': {
    sentence: 'This organization is in another of Microsoft’s clouds (US Government or China).',
    advice: 'Name the organization by its domain: the assistant finds its cloud, and the sign-in is made there.',
  },
  'unknown-cloud': {
    sentence: 'This organization is in a Microsoft cloud that the assistant does not know.',
    advice: 'Copy the details for technique@cdid.com.',
  },
  'cloud-without-sign-in': {
    sentence: 'CDID has not registered the assistant in this organization’s cloud yet: it cannot sign in there.',
    advice: 'Follow the manual guide: it needs no sign-in. Or write to technique@cdid.com.',
  },
  'tenant-changed': {
    sentence: 'The answer comes from another tenant than the one you chose or confirmed. Nothing was changed there.',
    advice: 'Check the organization, then sign in again.',
  },
  'signed-out': {
    sentence: 'This account’s session has ended at Microsoft.',
    advice: 'Sign in again: the assistant starts from what exists.',
  },
  'browser-not-opened': {
    sentence: 'The browser could not be opened.',
    advice: 'Start again, then copy the link and open it in a browser of your choice.',
  },
  'loopback-refused': {
    sentence: 'This computer lets no program listen on localhost: the browser’s answer cannot come back.',
    advice:
      'Sign in with a code, which does not need it. A firewall or an antivirus blocks localhost: show the details to the person responsible for the computer, or follow the manual guide.',
  },
  unreachable: {
    sentence: 'Unable to reach {host}.',
    advice: 'Check the network connection and the proxy server, then try again.',
  },
  'proxy-sign-in': {
    sentence: 'The proxy server requires credentials to reach {host}.',
    advice: 'Sign in to the company’s network, then try again.',
  },
  'certificate-untrusted': {
    sentence: 'The certificate shown for {host} (issued by {issuer}) is not trusted by this computer.',
    advice: 'If your network inspects traffic, its root certificate must be installed in Windows.',
  },
  'not-microsoft': {
    sentence: 'It was not Microsoft that answered for {host}: {answer}.',
    advice:
      'Show the details to the person responsible for the network (filter, proxy server or portal), then try again: the assistant looks first at what exists.',
  },
  'perhaps-not-microsoft': {
    sentence: '{host} is busy, and nothing shows that it is Microsoft that answers: {answer}.',
    advice:
      'Try again in a few minutes. If it happens again, show the details to the person responsible for the network.',
  },
  'not-allowed': {
    sentence: 'Microsoft does not allow this account to do this step.',
    advice: `Least privileged role: {role}. Use another account, or hand over this step to a person who has this role. ${activateRole}`,
  },
  'registration-not-allowed': {
    sentence: 'This account cannot register an application in this tenant.',
    advice: `One of these roles is required: ${roles.en['application-developer']}, {role} or ${roles.en['application-administrator']}. Use another account, or hand over this step to a person who has one. ${activateRole}`,
  },
  'application-not-allowed': {
    sentence: 'This account cannot change this application.',
    advice: `Only an owner of the application, or a person with the role {role}, can. Use another account, or hand over this step to such a person. ${activateRole}`,
  },
  'grant-not-allowed': {
    sentence: 'This account can neither grant nor withdraw admin consent.',
    advice: `Least privileged role: {role}. Use another account, or hand over this step to a person who has this role. ${activateRole}`,
  },
  'microsoft-busy': {
    sentence: 'Microsoft’s servers stayed busy for too long.',
    advice: 'Try again in a few minutes: the assistant starts from what exists.',
  },
  'microsoft-slow': {
    sentence: 'Microsoft has not made visible yet what was just created.',
    advice: 'Try again in a few minutes: nothing will be created twice.',
  },
  'microsoft-unexpected': {
    sentence: 'Microsoft answered something unexpected.',
    advice: 'Try again. If it happens again, copy the details for technique@cdid.com.',
  },
  'answer-lost': {
    sentence: 'Microsoft’s answer was lost on the way: whether the request was carried out is not known.',
    advice: 'Review the plan: the assistant looks first at what exists.',
  },
  'quota-exceeded': {
    sentence: 'The tenant, or this account, has reached its maximum number of directory objects.',
    advice: 'Remove registrations that are not used, or use another account.',
  },
  'secrets-forbidden': {
    sentence: 'A policy of the tenant forbids new client secrets.',
    advice: `${secretPolicyPlace.en} Three ways on: exempt this application while its secret is made, ask whoever is responsible for an exemption, or remove everything.`,
  },
  'exemption-not-allowed': {
    sentence: 'This account cannot read or change application policies.',
    advice: `The role ${roles.en['security-administrator']} is required, together with {role} or ${roles.en['application-administrator']}. Use another account, or ask a person who has them for the exemption. ${activateRole}`,
  },
  'exemption-not-possible': {
    sentence: 'The assistant cannot exempt this application without changing anything else.',
    advice:
      'The tenant’s policy contains a rule that it cannot copy, or the application already has a policy of its own. Ask whoever is responsible for the exemption.',
  },
  'exemption-left-behind': {
    sentence: 'The exemption of this application could not be taken back. The policy **{policy}** may be in force.',
    advice: `Review the plan: the assistant will take it back. A person with the role ${roles.en['security-administrator']} can also delete this policy.`,
  },
  'lifetime-too-long': {
    sentence: 'A tenant policy forbids secrets with such a long lifetime.',
    advice: 'Review the plan and choose a shorter lifetime.',
  },
  'exchange-missing': {
    sentence: 'This tenant does not have Exchange Online.',
    advice: 'Use an account of the tenant that hosts the mailboxes.',
  },
  'several-applications': {
    sentence: 'Several applications of this tenant have the assistant’s tag: {ids}.',
    advice: 'The assistant does not choose for you. Call CDID, then remove the extra one.',
  },
  'plan-changed': {
    sentence: 'The tenant has changed since you approved the plan.',
    advice: 'Review the plan: only what you approve is done.',
  },
  stopped: {
    sentence: 'You stopped. What is done stays done.',
    advice: 'On resuming, the assistant starts from what exists.',
  },
  'renewal-under-way': {
    sentence: 'A renewal is already under way: two secrets handed to CDID are still valid.',
    advice: 'Record CDID’s confirmation of the new one: the old one can then be removed.',
  },
  'not-typed': {
    sentence: 'The word to type is not the right one. Nothing was removed.',
    advice: 'Type REMOVE to confirm.',
  },
  'nothing-to-remove': {
    sentence: 'There is nothing to remove: this tenant has nothing that the assistant created.',
    advice: 'If you have just removed something, this is the expected result.',
  },
  'consent-missing': {
    sentence: 'Admin consent has not been granted yet.',
    advice: 'Grant it, or check with the person you handed it to, then try again.',
  },
  'confirmation-unreadable': {
    sentence: 'This file is not a confirmation from CDID. Nothing was changed.',
    advice: 'Open the file attached to CDID’s confirmation e-mail, as received.',
  },
  'confirmation-other': {
    sentence:
      'This confirmation does not match any secret of this application that was handed to CDID. Nothing was changed.',
    advice: 'Check that it is for this organization, and the most recent.',
  },
  'confirmation-forged': {
    sentence: 'This confirmation was not written by someone who has the secret. Nothing was changed.',
    advice: 'Disregard it and call CDID at the number you know.',
  },
  'vault-unavailable': {
    sentence: 'Windows can neither keep nor read a secret in this session.',
    advice: 'A policy may forbid it, or Credential Manager may be full. Try from an ordinary session.',
  },
  'vault-failed-in-run': {
    sentence: 'Windows can no longer keep a secret. The application exists; no secret was created.',
    advice:
      'Review the plan from an ordinary session: the assistant starts from what exists. To undo everything, choose **Remove everything** there.',
  },
  'vault-lost-secret': {
    sentence: 'Windows could not keep the secret. It was removed from the application, which stays.',
    advice:
      'Review the plan from an ordinary session: the assistant starts from what exists. To undo everything, choose **Remove everything** there.',
  },
  'secret-left-behind': {
    sentence: 'Windows could not keep the secret, and it could not be removed from the application: {keyId}.',
    advice: 'Review the plan: the assistant will offer to remove it.',
  },
  'secret-not-here': {
    sentence: 'The secret’s value is not in your Windows profile.',
    advice: 'Review the plan to renew the secret, or go on from the computer where it was created.',
  },
  'secret-not-accepted': {
    sentence: 'Microsoft does not accept the secret.',
    advice: 'Review the plan: the secret may have been removed from the application.',
  },
  'secret-expired': {
    sentence: 'The secret has expired.',
    advice: 'Review the plan to create a new one.',
  },
  'application-unknown': {
    sentence: 'Microsoft does not find the application in this tenant.',
    advice: 'Review the plan: it may have been removed.',
  },
  'application-disabled': {
    sentence: 'Prextra’s enterprise application is disabled in this tenant.',
    advice:
      'A Cloud Application Administrator enables it in Entra: Enterprise applications, Properties. Ask first why it was disabled.',
  },
  'service-principal-missing': {
    sentence: 'The application has no enterprise application in this tenant.',
    advice: 'Review the plan: the assistant can create it.',
  },
  'role-missing': {
    sentence: 'The token does not carry the granted permission yet.',
    advice: 'Check again in a few minutes. If it lasts, review the plan.',
  },
  'ews-disabled': {
    sentence: 'EWS is switched off for the organization or for this mailbox.',
    advice: 'An Exchange administrator runs the commands, or try another mailbox.',
  },
  'ews-blocked': {
    sentence: 'The tenant blocks EWS for this application.',
    advice: 'An Exchange administrator adds the application to the EWS allow list.',
  },
  'ews-ended': {
    sentence: 'EWS no longer answers in this tenant: Microsoft has retired it.',
    advice: 'Move to the Microsoft Graph profile in the plan, once CDID has told you that Prextra supports it.',
  },
  'ews-ended-or-filtered': {
    sentence:
      'EWS no longer answers: Microsoft has ended it, or a filter of the network answers in its place ({answer}).',
    advice:
      'Try again from another network. If the answer is the same, move to the Microsoft Graph profile in the plan, once CDID has told you that Prextra supports it.',
  },
  'mailbox-refused': {
    sentence: 'A policy of your organization blocks this application for this mailbox.',
    advice:
      'Try another mailbox, or ask an Exchange administrator whether an access policy (`Get-ApplicationAccessPolicy`) limits the application.',
  },
  'programs-refused': {
    sentence:
      'Exchange does not accept this program: a rule of the organization limits which programs may call (EwsApplicationAccessPolicy).',
    advice:
      'An Exchange administrator adds CDID-PrextraSetup/* and Prextra’s program to the list (`Get-OrganizationConfig`), or removes the rule.',
  },
  'mailbox-out-of-reach': {
    sentence: 'This mailbox is not one that the application may open.',
    advice:
      'Try a mailbox of the group that access is limited to. If nothing is limited, check the consent in the plan.',
  },
  'not-limited': {
    sentence: 'The mailbox that should stay closed still opens.',
    advice:
      'Exchange takes 30 minutes to 2 hours to apply a limit. After that, check that this mailbox is not a member of the group.',
  },
  'blocked-mailbox-needed': {
    sentence: 'The address of a mailbox that must stay closed is also required.',
    advice: 'Name a mailbox that is not a member of the group: the proof will show that it does not open.',
  },
  'mailbox-unknown': {
    sentence: 'Exchange Online knows no mailbox at this address.',
    advice: 'Check the address: an account without a mailbox, or hosted elsewhere, will not do.',
  },
  'mailbox-elsewhere': {
    sentence:
      'Exchange Online cannot reach this mailbox’s server: the mailbox may be hosted elsewhere (hybrid deployment).',
    advice: 'Try a mailbox that is hosted in Exchange Online, or ask an Exchange administrator where this one is.',
  },
  'mailbox-alias': {
    sentence: 'This address is an alias. Use the primary address: {primaryAddress}.',
    advice: 'Try again with that one.',
  },
  'exchange-unauthorized': {
    sentence: 'Exchange Online does not accept the application’s token.',
    advice: 'Check again in a few minutes, then copy the details for technique@cdid.com.',
  },
  'exchange-busy': {
    sentence: 'Exchange Online stayed busy for too long.',
    advice: 'Check again in a few minutes.',
  },
  'policy-unknown': {
    sentence:
      'Your organization’s policy could not be read, or was not understood: {place}. Real set-ups are closed; practice, the check of the connection and a removal remain possible.',
    advice:
      'Ask whoever manages this computer (Group Policy, Intune) to put this value right, then open the assistant again.',
  },
  'policy-cloud': {
    sentence: 'Your organization’s policy does not allow the Microsoft cloud that this organization is in.',
    advice: 'Choose another organization, or ask whoever manages this computer. A removal remains possible.',
  },
  'policy-organization': {
    sentence: 'This organization is not among those that your organization’s policy allows.',
    advice: 'Choose another organization, or ask whoever manages this computer. A removal remains possible.',
  },
  'policy-practice': {
    sentence: 'Your organization’s policy does not allow practice.',
    advice: 'Ask whoever manages this computer.',
  },
  'policy-proof': {
    sentence: 'Your organization’s policy requires that a mailbox was opened before the handoff to CDID.',
    advice: 'Prove the access on a mailbox, then go on.',
  },
  'recipient-missing': {
    sentence: 'This version of the assistant has no valid public key of CDID: nothing can be sealed.',
    advice: 'Install the latest version, or write to technique@cdid.com.',
  },
  'mail-not-allowed': {
    sentence: 'Sending from your mailbox was not allowed. Nothing was sent.',
    advice: 'Choose the draft or the file, or start again and accept the permission Mail.Send.',
  },
  'other-account': {
    sentence: 'Another account than the one of this set-up answered in the browser. Nothing was done with it.',
    advice:
      'Start again with the account you began with. If the browser takes the other one by itself, copy the link and open it in a private window.',
  },
  'no-mailbox': {
    sentence: 'This account has no mailbox in Exchange Online: nothing was sent.',
    advice: 'Choose the draft, to send from another mailbox, or the file.',
  },
  'mail-refused': {
    sentence: 'Exchange Online does not accept this e-mail: nothing was sent.',
    advice: 'Choose the draft or the file. Microsoft’s code, in the details, gives the reason.',
  },
  'file-not-written': {
    sentence: 'The file could not be saved there. Nothing is lost.',
    advice: 'Choose another folder, then save again.',
  },
  'live-unavailable': {
    sentence: 'This development copy cannot reach a real tenant.',
    advice: 'Practice works. For a real set-up, install the released version.',
  },
  'out-of-order': {
    sentence: 'This is not possible at this step.',
    advice: 'The screen shows where you are. Nothing was changed.',
  },
  'bad-input': {
    sentence: 'The assistant could not read what was entered.',
    advice: 'Check the entry, then try again. Nothing was changed.',
  },
  'not-confirmed': {
    sentence: 'You did not confirm. Nothing was done.',
    advice: 'To go on, try again in a few seconds and confirm in the assistant’s dialog.',
  },
  'too-many-calls': {
    sentence: 'The assistant receives too many requests at once from its window.',
    advice: 'Wait a few seconds, then try again. Nothing was changed.',
  },
  internal: {
    sentence: 'The assistant encountered an unknown error.',
    advice: 'Try again. If it happens again, copy the details for technique@cdid.com.',
  },
}
