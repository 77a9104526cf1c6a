import { day, moment } from '../../format/dates.ts'
import type { AtPlace, InEncoding, InFile, Named, OfOption, OtherKind, Twice, WithReason } from './facts.ts'
import { fileWords } from './files.ts'

/** The sentence of each problem, in French. */
export const french = {
  'usage-command': (p: { command: string }) => `La commande « ${p.command} » n’existe pas.`,
  'usage-option': (p: OfOption) => `L’option --${p.option} n’existe pas pour cette commande.`,
  'usage-value': (p: OfOption) => `L’option --${p.option} n’a pas la valeur attendue.`,
  'usage-missing': (p: OfOption) => `Il manque l’option --${p.option}.`,
  'usage-place': (p: OfOption) =>
    `L’option --${p.option} s’écrit avec des deux-points et sans espaces autour des noms, par exemple Prextra:Exchange, ou /Prextra/Exchange.`,
  'usage-unseen': (p: { option: string; character: string }) =>
    `L’option --${p.option} contient un caractère que l’on ne voit pas (${p.character}) : retapez le nom sans lui.`,
  'usage-file': () => 'Nommez le fichier scellé, et lui seul, après la commande.',
  'usage-word': (p: { words: string }) =>
    p.words === ''
      ? 'Cette commande ne prend que des options.'
      : `Après cette commande, il faut un seul de ces mots : ${p.words}.`,
  'answer-needed': () =>
    'Rien n’a été écrit : il faut une réponse, et la question ne peut pas être posée ici; ajoutez --yes pour écrire sans question.',

  'file-not-found': (p: InFile) => `Le fichier « ${p.file} » est introuvable : vérifiez son nom et son emplacement.`,
  'file-not-allowed': (p: InFile) =>
    `Vous n’avez pas le droit de lire « ${p.file} » : utilisez un compte qui l’a, ou changez les droits du fichier.`,
  'not-a-file': (p: InFile) => `« ${p.file} » n’est pas un fichier ordinaire : indiquez un fichier.`,
  'file-exists': (p: InFile) =>
    `Le fichier « ${p.file} » existe déjà et n’a pas été touché : choisissez un autre nom avec --out.`,
  'folder-not-found': (p: InFile) =>
    `Le dossier de « ${p.file} » n’existe pas : créez-le ou corrigez le chemin; rien n’a été écrit.`,
  'folder-of-windows': (p: InFile) =>
    `« ${p.file} » serait dans le dossier de Windows : indiquez un autre emplacement avec --out.`,
  'file-held': (p: InFile) =>
    `« ${p.file} » est ouvert dans un autre programme : fermez-le, ou attendez, puis recommencez.`,
  'file-not-writable': (p: InFile) =>
    `Vous n’avez pas le droit d’écrire « ${p.file} » : utilisez un compte qui l’a, ou une invite d’administrateur.`,
  'disk-full': (p: InFile) => `Le disque de « ${p.file} » est plein : libérez de l’espace, puis recommencez.`,
  'file-not-read': (p: WithReason) =>
    `La lecture de « ${p.file} » a échoué (${p.reason}) : vérifiez le disque, puis recommencez.`,
  'file-not-written': (p: WithReason) =>
    `L’écriture de « ${p.file} » a échoué (${p.reason}) : vérifiez le disque, puis recommencez.`,
  'rights-refused': (p: WithReason) =>
    `Windows a refusé de régler les droits de « ${p.file} » (${p.reason}) : utilisez une invite d’administrateur; rien n’a été écrit.`,
  'file-too-large': (p: { file: string; maxKilobytes: number }) =>
    `Le fichier « ${p.file} » dépasse ${p.maxKilobytes} ko : ce n’est sûrement pas le bon, vérifiez-le.`,
  'other-kind': (p: OtherKind) =>
    `« ${p.file} » est ${fileWords.fr.kinds[p.kind]}, pas ${fileWords.fr.wanted[p.wanted]} : ${fileWords.fr.remedies[p.wanted]}.`,
  'file-locked': (p: { file: string; lock: string; process: number; host: string }) =>
    `Une autre commande prextra-reception travaille déjà sur « ${p.file} » (processus ${p.process} sur ${p.host}) : attendez qu’elle termine; si plus rien ne tourne, retirez « ${p.lock} ».`,

  'not-an-identity': (p: InFile) =>
    `« ${p.file} » n’est pas une clé privée age : indiquez avec --identity le fichier fait par keygen.`,
  'not-sealed': (p: InFile) =>
    `« ${p.file} » n’est pas un fichier scellé (age) : demandez à l’administrateur le fichier .age tel quel.`,
  'several-sealed': (p: InFile) =>
    `« ${p.file} » contient plusieurs fichiers scellés : enregistrez-les séparément, et ouvrez-les un par un.`,
  'sealed-damaged': (p: InFile) =>
    `Le fichier scellé « ${p.file} » est incomplet ou modifié : demandez à l’administrateur de le renvoyer.`,
  'other-key': (p: InFile) =>
    `« ${p.file} » a été scellé pour une autre clé que celle-ci : essayez avec l’autre clé de CDID, ou demandez un nouveau fichier.`,
  'mixed-recipients': (p: InFile) =>
    `« ${p.file} » est scellé pour plusieurs sortes de clés, ce que l’assistant ne fait jamais : n’utilisez pas le fichier, et demandez-en un nouveau.`,
  'passphrase-wrong': (p: InFile) =>
    `La phrase de passe n’ouvre pas « ${p.file} » : vérifiez-la, et la touche Verr. maj., puis recommencez.`,
  'version-unknown': (p: { file: string; version: string }) =>
    `« ${p.file} » est de la version ${p.version} du format, et cet outil ne connaît que la version 1 : mettez l’outil à jour.`,
  'not-a-handoff': (p: { file: string; field: string }) =>
    `« ${p.file} » s’ouvre, mais son contenu n’est pas celui de l’assistant (à voir : ${p.field}) : demandez un nouveau fichier.`,
  'practice-file': (p: InFile) =>
    `« ${p.file} » vient d’un exercice : rien n’en est utilisé en réel; pour un essai, ajoutez --practice.`,
  'real-file': (p: InFile) => `« ${p.file} » est un vrai fichier, pas un exercice : retirez --practice.`,
  'control-code-unreadable': () =>
    'Le code de contrôle doit être de huit mots, tous en français ou tous en anglais : faites-le répéter, puis corrigez-le.',
  'control-code-differs': () =>
    'Le code de contrôle n’est pas celui de ce fichier : n’utilisez pas le fichier, et appelez l’administrateur à un numéro que vous connaissez déjà.',
  'passphrase-needed': () =>
    'Il faut la phrase de passe de la clé : lancez la commande dans un terminal, ou nommez un fichier avec PREXTRA_PASSPHRASE_FILE.',
  'passphrase-differs': () => 'Les deux phrases de passe ne sont pas les mêmes : recommencez.',
  'passphrase-not-text': () =>
    'La phrase de passe n’est pas un texte que l’on puisse taper : enregistrez-la en UTF-8, sur une seule ligne.',
  'passphrase-short': (p: { shortest: number }) =>
    `La phrase de passe a moins de ${p.shortest} caractères : prenez-en une plus longue, ou n’entrez rien pour en recevoir une.`,

  'records-unreadable': (p: { file: string; field: string }) =>
    `Le registre « ${p.file} » n’a pas la forme attendue (à voir : ${p.field}) : remettez-le de votre copie de secours.`,
  'records-of-other-world': (p: { file: string; practice: boolean }) =>
    p.practice
      ? `« ${p.file} » est le vrai registre, pas celui d’un exercice : nommez-en un autre avec --records.`
      : `« ${p.file} » est le registre d’un exercice : nommez le vrai avec --records.`,
  'records-not-completed': (p: { file: string; records: string; reason: string }) =>
    `« ${p.file} » a été changé, mais le registre « ${p.records} » n’a pas pu être complété (${p.reason}) : réglez cela, puis relancez la même commande, qui le complète; redémarrez ensuite le service.`,
  'customer-unknown': (p: { environment: string }) =>
    `L’environnement « ${p.environment} » n’est pas au registre de CDID : inscrivez-le avec « customer add », ou ajoutez --tenant.`,
  'customer-differs': (p: { environment: string; tenant: string }) =>
    `Le registre de CDID dit que « ${p.environment} » est du locataire ${p.tenant} : vérifiez le client; si le registre a tort, corrigez-le avec « customer add --replace ».`,
  'customer-ambiguous': (p: { names: string }) =>
    `Plusieurs noms du registre se lisent ainsi (${p.names}) : écrivez exactement celui que vous voulez.`,
  'change-under-way': (p: { environment: string }) =>
    `La configuration de « ${p.environment} » est en train de changer : attendez la fin de cette commande, puis recommencez.`,
  'still-merged': (p: { environment: string; file: string }) =>
    `L’entrée de « ${p.environment} » est encore dans « ${p.file} » : retirez-la d’abord avec « merge --remove », ou ajoutez --merged.`,
  'not-checked': (p: { environment: string }) =>
    `Ce fichier n’a pas été vérifié pour « ${p.environment} » : faites d’abord « check », ou dites pourquoi vous vous en passez avec --unchecked.`,
  'not-merged': (p: { environment: string }) =>
    `Ce fichier n’est pas dans la configuration de « ${p.environment} » : faites d’abord « merge », car la confirmation fait retirer l’ancien secret.`,
  'contact-missing': (p: { environment: string }) =>
    `Le registre de CDID n’a pas de personne-ressource pour « ${p.environment} » : ajoutez --contact "Nom <adresse>".`,
  'nothing-to-undo': (p: InFile) =>
    `Le registre de CDID ne connaît aucun changement à défaire dans « ${p.file} » : vérifiez --config et --records.`,
  'changed-since': (p: InFile) =>
    `« ${p.file} » a changé depuis le dernier changement connu : le défaire perdrait cela, comparez avec la copie de secours à la main.`,
  'backup-differs': (p: InFile) =>
    `La copie de secours « ${p.file} » n’est plus celle qui a été faite : rien n’a été écrit; remettez la configuration à la main.`,
  'tenant-differs': (p: { tenant: string; expected: string }) =>
    `Le fichier est du locataire ${p.tenant}, alors que le registre de CDID dit ${p.expected} : vérifiez le client; rien n’a été écrit.`,
  'secret-expired': (p: { endsAt: string }) =>
    `Le secret de ce fichier est échu depuis le ${day(p.endsAt, 'fr')} : demandez à l’administrateur de le renouveler; rien n’a été écrit.`,
  'file-older': (p: { environment: string; createdAt: string; newerAt: string }) =>
    `Ce fichier (${moment(p.createdAt, 'fr')}) est plus ancien que celui qui sert pour « ${p.environment} » (${moment(p.newerAt, 'fr')}) : vérifiez lequel est le bon; pour l’utiliser quand même, ajoutez --older.`,
  'environment-taken': (p: { environment: string; tenant: string; line: number; column: number }) =>
    `L’environnement « ${p.environment} » (ligne ${p.line}, colonne ${p.column}) appartient déjà au locataire ${p.tenant} : vérifiez le nom, ou ajoutez --replace pour le remplacer.`,
  'tenant-elsewhere': (p: { tenant: string; environment: string; line: number; column: number }) =>
    `Le locataire ${p.tenant} est déjà sous l’environnement « ${p.environment} » (ligne ${p.line}, colonne ${p.column}) : vérifiez le nom, ou ajoutez --also pour l’avoir sous les deux.`,

  'config-encoding': (p: InEncoding) =>
    `« ${p.file} » ${fileWords.fr.encodings[p.encoding]} : enregistrez-le en UTF-8, puis recommencez.`,
  'config-read-only': (p: InFile) =>
    `« ${p.file} » est en lecture seule et n’a pas été touché : retirez cet attribut si vous voulez qu’il change.`,
  'config-hard-linked': (p: InFile) =>
    `« ${p.file} » a plusieurs noms (liens physiques) : un seul changerait; n’en conservez qu’un, puis recommencez.`,
  'config-changed': (p: InFile) =>
    `Un autre programme vient de changer « ${p.file} » : rien n’a été écrit; quand il aura terminé, recommencez.`,
  'config-too-deep': (p: AtPlace) =>
    `« ${p.file} » dépasse 64 niveaux à la ligne ${p.line}, colonne ${p.column}, ce que .NET refuse de lire : vérifiez que c’est le bon fichier.`,
  'config-syntax': (p: AtPlace) =>
    `« ${p.file} » n’est pas du JSON que .NET puisse lire à la ligne ${p.line}, colonne ${p.column} : corrigez cet endroit, puis recommencez.`,
  'config-duplicate-key': (p: Twice) =>
    `Dans « ${p.file} », la clé « ${p.name} » (ligne ${p.line}, colonne ${p.column}) est déjà à la ligne ${p.firstLine}, colonne ${p.firstColumn} : n’en conservez qu’une, car .NET refuse le fichier.`,
  'config-duplicate-environment': (p: Twice) =>
    `Dans « ${p.file} », l’environnement « ${p.name} » (ligne ${p.line}, colonne ${p.column}) est déjà à la ligne ${p.firstLine}, colonne ${p.firstColumn} : n’en conservez qu’un.`,
  'config-not-object': (p: Named) =>
    `Dans « ${p.file} », ${p.name} (ligne ${p.line}, colonne ${p.column}) doit être un objet { } : corrigez-le, puis recommencez.`,
  'config-not-array': (p: Named) =>
    `Dans « ${p.file} », ${p.name} (ligne ${p.line}, colonne ${p.column}) doit être une liste [ ] : corrigez-le, puis recommencez.`,
  'config-not-text': (p: Named) =>
    `Dans « ${p.file} », ${p.name} (ligne ${p.line}, colonne ${p.column}) doit être un texte entre guillemets : corrigez-le, puis recommencez.`,
  'config-no-place': (p: Named) =>
    `Dans « ${p.file} », il n’y a pas de ${p.name} (liste à la ligne ${p.line}, colonne ${p.column}) : corrigez --at, puis recommencez.`,
  'config-split-list': (p: Named) =>
    `Dans « ${p.file} », la clé « ${p.name} » (ligne ${p.line}, colonne ${p.column}) change la liste de l’extérieur : mettez sa valeur dans la liste [ ], puis recommencez.`,
  'list-elsewhere': (p: { file: string; list: string; there: string; line: number; column: number }) =>
    `« ${p.file} » n’a pas de liste ${p.list}, mais une liste de clients à ${p.there} (ligne ${p.line}, colonne ${p.column}) : ajoutez --at ${p.there}, ou --new-list pour en faire une nouvelle.`,
  'list-missing': (p: { file: string; list: string }) =>
    `« ${p.file} » n’a pas de liste ${p.list} : vérifiez --at, ou ajoutez --new-list pour la faire.`,
  'place-unclear': (p: { list: string; meant: string }) =>
    `La configuration n’a pas de liste « ${p.list} » : écrivez --at ${p.meant}, ou ajoutez --new-list si c’est bien son nom.`,
  'config-not-verified': (p: { file: string; backup: string }) =>
    `Relu après l’écriture, « ${p.file} » n’est pas ce qui était attendu : un autre programme y a peut-être écrit, comparez-le avec « ${p.backup} ».`,

  'proxy-variable': (p: { variable: string }) =>
    `La variable ${p.variable} n’est pas l’adresse d’un serveur mandataire : écrivez-la en entier, par exemple http://proxy:8080.`,
  internal: (p: { reason: string }) =>
    `Une erreur imprévue a arrêté l’outil (${p.reason}) : recommencez, puis écrivez au soutien technique si elle revient.`,
}
