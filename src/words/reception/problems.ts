import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

interface AtLine {
  readonly file: string
  readonly line: number
}
interface Named extends AtLine {
  readonly name: string
}
interface Twice extends Named {
  readonly firstLine: number
}
interface InFile {
  readonly file: string
}
interface WithReason extends InFile {
  readonly reason: string
}
interface OfOption {
  readonly option: string
}

const q = (text: string) => `«\u00a0${text}\u00a0»`

const fr = {
  'usage-command': (p: { command: string }) => `La commande ${q(p.command)} n’existe pas.`,
  'usage-option': (p: OfOption) => `L’option --${p.option} n’existe pas pour cette commande.`,
  'usage-value': (p: OfOption) => `L’option --${p.option} n’a pas la valeur attendue.`,
  'usage-missing': (p: OfOption) => `Il manque l’option --${p.option}.`,
  'usage-file': () => 'Nommez le fichier scellé, et lui seul, après la commande.',
  'usage-word': (p: { words: string }) =>
    p.words === ''
      ? 'Cette commande ne prend que des options.'
      : `Après cette commande, il faut un seul de ces mots\u00a0: ${p.words}.`,

  'file-not-found': (p: InFile) => `Le fichier ${q(p.file)} est introuvable\u00a0: vérifiez son nom et son dossier.`,
  'file-not-allowed': (p: InFile) =>
    `Vous n’avez pas le droit de lire ${q(p.file)}\u00a0: utilisez un compte qui l’a, ou changez les droits du fichier.`,
  'not-a-file': (p: InFile) => `${q(p.file)} n’est pas un fichier ordinaire\u00a0: indiquez un fichier.`,
  'file-exists': (p: InFile) =>
    `Le fichier ${q(p.file)} existe déjà et n’a pas été touché\u00a0: choisissez un autre nom avec --out.`,
  'file-not-read': (p: WithReason) =>
    `La lecture de ${q(p.file)} a échoué (${p.reason})\u00a0: vérifiez le disque, puis recommencez.`,
  'file-not-written': (p: WithReason) =>
    `L’écriture de ${q(p.file)} a échoué (${p.reason})\u00a0: vérifiez l’espace et les droits, puis recommencez.`,
  'file-too-large': (p: { file: string; maxKilobytes: number }) =>
    `Le fichier ${q(p.file)} dépasse ${p.maxKilobytes}\u00a0ko\u00a0: ce n’est sûrement pas le bon, vérifiez-le.`,

  'not-an-identity': (p: InFile) =>
    `${q(p.file)} n’est pas une clé privée age\u00a0: indiquez avec --identity le fichier fait par keygen.`,
  'not-sealed': (p: InFile) =>
    `${q(p.file)} n’est pas un fichier scellé (age)\u00a0: demandez à l’administrateur le fichier .age tel quel.`,
  'sealed-damaged': (p: InFile) =>
    `Le fichier scellé ${q(p.file)} est incomplet ou modifié\u00a0: demandez à l’administrateur de le renvoyer.`,
  'other-key': (p: InFile) =>
    `${q(p.file)} a été scellé pour une autre clé que celle-ci\u00a0: essayez avec l’autre clé de CDID, ou demandez un nouveau fichier.`,
  'mixed-recipients': (p: InFile) =>
    `${q(p.file)} est scellé pour plusieurs sortes de clés, ce que l’assistant ne fait jamais\u00a0: n’utilisez pas le fichier, et demandez-en un nouveau.`,
  'passphrase-wrong': (p: InFile) =>
    `La phrase de passe n’ouvre pas ${q(p.file)}\u00a0: vérifiez-la, et la touche Verr. maj., puis recommencez.`,
  'version-unknown': (p: { file: string; version: string }) =>
    `${q(p.file)} est de la version ${p.version} du format, et cet outil ne connaît que la version 1\u00a0: mettez l’outil à jour.`,
  'not-a-handoff': (p: { file: string; field: string }) =>
    `${q(p.file)} s’ouvre, mais son contenu n’est pas celui de l’assistant (à voir\u00a0: ${p.field})\u00a0: demandez un nouveau fichier.`,
  'practice-file': (p: InFile) =>
    `${q(p.file)} vient d’un exercice\u00a0: rien n’en est utilisé en réel; pour un essai, ajoutez --practice.`,
  'real-file': (p: InFile) => `${q(p.file)} est un vrai fichier, pas un exercice\u00a0: retirez --practice.`,
  'control-code-unreadable': () =>
    'Le code de contrôle doit être de huit mots, tous en français ou tous en anglais\u00a0: faites-le répéter, puis corrigez-le.',
  'control-code-differs': () =>
    'Le code de contrôle n’est pas celui de ce fichier\u00a0: n’utilisez pas le fichier, et appelez l’administrateur à un numéro que vous connaissez déjà.',

  'passphrase-needed': () =>
    'Il faut la phrase de passe de la clé\u00a0: lancez la commande dans un terminal, ou nommez un fichier avec PREXTRA_PASSPHRASE_FILE.',
  'passphrase-differs': () => 'Les deux phrases de passe ne sont pas les mêmes\u00a0: recommencez.',
  'passphrase-short': (p: { shortest: number }) =>
    `La phrase de passe a moins de ${p.shortest} caractères\u00a0: prenez-en une plus longue, ou n’entrez rien pour en recevoir une.`,

  'records-unreadable': (p: { file: string; field: string }) =>
    `Le dossier ${q(p.file)} n’a pas la forme attendue (à voir\u00a0: ${p.field})\u00a0: remettez-le de votre copie de secours.`,
  'records-of-other-world': (p: { file: string; practice: boolean }) =>
    p.practice
      ? `${q(p.file)} est le vrai dossier, pas celui d’un exercice\u00a0: nommez-en un autre avec --records.`
      : `${q(p.file)} est le dossier d’un exercice\u00a0: nommez le vrai avec --records.`,
  'customer-unknown': (p: { environment: string }) =>
    `L’environnement ${q(p.environment)} n’est pas au dossier de CDID\u00a0: inscrivez-le avec «\u00a0customer add\u00a0», ou ajoutez --tenant.`,
  'customer-differs': (p: { environment: string; tenant: string }) =>
    `Le dossier de CDID dit que ${q(p.environment)} est du locataire ${p.tenant}\u00a0: vérifiez le client; si le dossier a tort, corrigez-le avec «\u00a0customer add --replace\u00a0».`,
  'not-checked': (p: { environment: string }) =>
    `Ce fichier n’a pas été éprouvé pour ${q(p.environment)}\u00a0: faites d’abord «\u00a0check\u00a0», ou dites pourquoi vous vous en passez avec --unchecked.`,
  'not-merged': (p: { environment: string }) =>
    `Ce fichier n’est pas dans la configuration de ${q(p.environment)}\u00a0: faites d’abord «\u00a0merge\u00a0», car la confirmation fait retirer l’ancien secret.`,
  'contact-missing': (p: { environment: string }) =>
    `Le dossier de CDID n’a pas de personne-ressource pour ${q(p.environment)}\u00a0: ajoutez --contact "Nom <adresse>".`,
  'nothing-to-undo': (p: InFile) =>
    `Le dossier de CDID ne connaît aucun ajout à défaire dans ${q(p.file)}\u00a0: vérifiez --config et --records.`,
  'changed-since': (p: InFile) =>
    `${q(p.file)} a changé depuis le dernier ajout\u00a0: le défaire perdrait ce changement, comparez avec la copie de secours à la main.`,

  'tenant-differs': (p: { tenant: string; expected: string }) =>
    `Le fichier est du locataire ${p.tenant}, alors que le dossier de CDID dit ${p.expected}\u00a0: vérifiez le client; rien n’a été écrit.`,
  'secret-expired': (p: { endsAt: string }) =>
    `Le secret de ce fichier est échu depuis le ${p.endsAt.slice(0, 10)}\u00a0: demandez à l’administrateur de le renouveler; rien n’a été écrit.`,
  'environment-taken': (p: { environment: string; tenant: string; line: number }) =>
    `L’environnement ${q(p.environment)} (ligne ${p.line}) appartient déjà au locataire ${p.tenant}\u00a0: vérifiez le nom, ou ajoutez --replace pour le remplacer.`,
  'tenant-elsewhere': (p: { tenant: string; environment: string; line: number }) =>
    `Le locataire ${p.tenant} est déjà sous l’environnement ${q(p.environment)} (ligne ${p.line})\u00a0: vérifiez le nom, ou ajoutez --also pour l’avoir sous les deux.`,

  'config-not-unicode': (p: InFile) =>
    `${q(p.file)} n’est ni en UTF-8 ni en UTF-16\u00a0: enregistrez-le en UTF-8, puis recommencez.`,
  'config-read-only': (p: InFile) =>
    `${q(p.file)} est en lecture seule et n’a pas été touché\u00a0: retirez cet attribut si vous voulez qu’il change.`,
  'config-changed': (p: InFile) =>
    `Un autre programme vient de changer ${q(p.file)}\u00a0: rien n’a été écrit; quand il aura terminé, recommencez.`,
  'file-locked': (p: { file: string; lock: string; process: number; host: string }) =>
    `Une autre commande prextra-reception travaille déjà sur ${q(p.file)} (processus ${p.process} sur ${p.host})\u00a0: attendez qu’il termine; si plus rien ne tourne, retirez ${q(p.lock)}.`,
  'config-too-deep': (p: InFile) =>
    `${q(p.file)} a trop de niveaux imbriqués pour une configuration\u00a0: vérifiez que c’est le bon fichier.`,
  'config-syntax': (p: AtLine) =>
    `${q(p.file)} n’est pas du JSON valide à la ligne ${p.line}\u00a0: corrigez cette ligne, puis recommencez.`,
  'config-duplicate-key': (p: Twice) =>
    `Dans ${q(p.file)}, la clé ${q(p.name)} de la ligne ${p.line} est déjà à la ligne ${p.firstLine}\u00a0: gardez-en une seule.`,
  'config-duplicate-environment': (p: Twice) =>
    `Dans ${q(p.file)}, l’environnement ${q(p.name)} de la ligne ${p.line} est déjà à la ligne ${p.firstLine}\u00a0: gardez-en un seul.`,
  'config-not-object': (p: Named) =>
    `Dans ${q(p.file)}, ${p.name} (ligne ${p.line}) doit être un objet { }\u00a0: corrigez-le, puis recommencez.`,
  'config-not-array': (p: Named) =>
    `Dans ${q(p.file)}, ${p.name} (ligne ${p.line}) doit être une liste [ ]\u00a0: corrigez-le, puis recommencez.`,
  'config-not-text': (p: Named) =>
    `Dans ${q(p.file)}, ${p.name} (ligne ${p.line}) doit être un texte entre guillemets\u00a0: corrigez-le, puis recommencez.`,
  'config-no-place': (p: Named) =>
    `Dans ${q(p.file)}, ${p.name} n’existe pas (liste de la ligne ${p.line})\u00a0: corrigez --at, puis recommencez.`,
  'config-not-verified': (p: { file: string; backup: string }) =>
    `Relu après l’écriture, ${q(p.file)} n’est pas ce qui était attendu\u00a0: un autre programme y a peut-être écrit; comparez-le avec ${q(p.backup)}.`,

  internal: (p: { reason: string }) =>
    `Une erreur imprévue a arrêté l’outil (${p.reason})\u00a0: recommencez, puis écrivez au soutien technique si elle revient.`,
}

const en: typeof fr = {
  'usage-command': (p) => `There is no command “${p.command}”.`,
  'usage-option': (p) => `This command has no option --${p.option}.`,
  'usage-value': (p) => `The option --${p.option} does not have the value it needs.`,
  'usage-missing': (p) => `The option --${p.option} is missing.`,
  'usage-file': () => 'Name the sealed file, and only it, after the command.',
  'usage-word': (p) =>
    p.words === '' ? 'This command takes options only.' : `After this command goes one of these words: ${p.words}.`,

  'file-not-found': (p) => `The file “${p.file}” was not found: check its name and folder.`,
  'file-not-allowed': (p) => `You may not read “${p.file}”: use an account that may, or change the rights of the file.`,
  'not-a-file': (p) => `“${p.file}” is not an ordinary file: name a file.`,
  'file-exists': (p) => `The file “${p.file}” already exists and was not touched: choose another name with --out.`,
  'file-not-read': (p) => `Reading “${p.file}” failed (${p.reason}): check the disk, then try again.`,
  'file-not-written': (p) => `Writing “${p.file}” failed (${p.reason}): check space and rights, then try again.`,
  'file-too-large': (p) =>
    `The file “${p.file}” is larger than ${p.maxKilobytes} kB: it is surely not the right one, check it.`,

  'not-an-identity': (p) => `“${p.file}” is not an age private key: with --identity, name the file that keygen made.`,
  'not-sealed': (p) => `“${p.file}” is not a sealed (age) file: ask the administrator for the .age file as it is.`,
  'sealed-damaged': (p) =>
    `The sealed file “${p.file}” is incomplete or altered: ask the administrator to send it again.`,
  'other-key': (p) =>
    `“${p.file}” was sealed to another key than this one: try with CDID’s other key, or ask for a new file.`,
  'mixed-recipients': (p) =>
    `“${p.file}” is sealed to several kinds of keys, which the assistant never does: do not use the file, and ask for a new one.`,
  'passphrase-wrong': (p) => `The passphrase does not open “${p.file}”: check it, and Caps Lock, then try again.`,
  'version-unknown': (p) =>
    `“${p.file}” is in version ${p.version} of the format, and this tool knows only version 1: update the tool.`,
  'not-a-handoff': (p) =>
    `“${p.file}” opens, but its content is not the assistant’s (see: ${p.field}): ask for a new file.`,
  'practice-file': (p) =>
    `“${p.file}” comes from a practice run: nothing in it is used for real; for a trial, add --practice.`,
  'real-file': (p) => `“${p.file}” is a real file, not practice: leave out --practice.`,
  'control-code-unreadable': () =>
    'The control code must be eight words, all French or all English: have it repeated, then correct it.',
  'control-code-differs': () =>
    'The control code is not this file’s: do not use the file, and call the administrator at a number you already know.',

  'passphrase-needed': () =>
    'The passphrase of the key is needed: run the command in a terminal, or name a file with PREXTRA_PASSPHRASE_FILE.',
  'passphrase-differs': () => 'The two passphrases are not the same: try again.',
  'passphrase-short': (p) =>
    `The passphrase has fewer than ${p.shortest} characters: take a longer one, or enter nothing to be given one.`,

  'records-unreadable': (p) =>
    `The records “${p.file}” are not as expected (see: ${p.field}): put them back from your own backup.`,
  'records-of-other-world': (p) =>
    p.practice
      ? `“${p.file}” holds the real records, not those of practice: name another file with --records.`
      : `“${p.file}” holds the records of practice: name the real ones with --records.`,
  'customer-unknown': (p) =>
    `The environment “${p.environment}” is not in CDID’s records: register it with “customer add”, or add --tenant.`,
  'customer-differs': (p) =>
    `CDID’s records say that “${p.environment}” is of tenant ${p.tenant}: check the customer; if the records are wrong, correct them with “customer add --replace”.`,
  'not-checked': (p) =>
    `This file was not tried out for “${p.environment}”: run “check” first, or say why you do without it with --unchecked.`,
  'not-merged': (p) =>
    `This file is not in the configuration of “${p.environment}”: run “merge” first, because the confirmation has the old secret removed.`,
  'contact-missing': (p) => `CDID’s records have no contact for “${p.environment}”: add --contact "Name <address>".`,
  'nothing-to-undo': (p) => `CDID’s records know of nothing to undo in “${p.file}”: check --config and --records.`,
  'changed-since': (p) =>
    `“${p.file}” has changed since the last merge: undoing would lose that change, compare with the backup by hand.`,

  'tenant-differs': (p) =>
    `The file is from tenant ${p.tenant}, but CDID’s records say ${p.expected}: check the customer; nothing was written.`,
  'secret-expired': (p) =>
    `The secret in this file expired on ${p.endsAt.slice(0, 10)}: ask the administrator to renew it; nothing was written.`,
  'environment-taken': (p) =>
    `The environment “${p.environment}” (line ${p.line}) already belongs to tenant ${p.tenant}: check the name, or add --replace to replace it.`,
  'tenant-elsewhere': (p) =>
    `Tenant ${p.tenant} is already under the environment “${p.environment}” (line ${p.line}): check the name, or add --also to have it under both.`,

  'config-not-unicode': (p) => `“${p.file}” is neither in UTF-8 nor in UTF-16: save it as UTF-8, then try again.`,
  'config-read-only': (p) =>
    `“${p.file}” is read-only and was not touched: take that attribute off if you want it to change.`,
  'config-changed': (p) =>
    `Another program has just changed “${p.file}”: nothing was written; when it is done, try again.`,
  'file-locked': (p) =>
    `Another prextra-reception is already at work on “${p.file}” (process ${p.process} on ${p.host}): wait until it is done; if nothing runs any more, remove “${p.lock}”.`,
  'config-too-deep': (p) => `“${p.file}” is nested too deeply for a configuration: check that it is the right file.`,
  'config-syntax': (p) => `“${p.file}” is not valid JSON at line ${p.line}: correct that line, then try again.`,
  'config-duplicate-key': (p) =>
    `In “${p.file}”, the key “${p.name}” of line ${p.line} is already at line ${p.firstLine}: keep only one.`,
  'config-duplicate-environment': (p) =>
    `In “${p.file}”, the environment “${p.name}” of line ${p.line} is already at line ${p.firstLine}: keep only one.`,
  'config-not-object': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}) must be an object { }: correct it, then try again.`,
  'config-not-array': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}) must be a list [ ]: correct it, then try again.`,
  'config-not-text': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}) must be text in quotation marks: correct it, then try again.`,
  'config-no-place': (p) =>
    `In “${p.file}”, there is no ${p.name} (list of line ${p.line}): correct --at, then try again.`,
  'config-not-verified': (p) =>
    `Read again after writing, “${p.file}” is not what was expected: another program may have written to it; compare it with “${p.backup}”.`,

  internal: (p) =>
    `An unforeseen error stopped the tool (${p.reason}): try again, then write to technical support if it comes back.`,
}

/** What a technician reads when something is refused. Total over `ReceptionProblem`: `cdid/reception-problem.ts` does not compile otherwise. */
export const receptionProblems: Words<typeof fr> = words({ fr, en })
