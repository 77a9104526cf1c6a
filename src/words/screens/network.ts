import type { Finding, Level, NoAnswer } from '#core/network/findings.ts'
import type { CheckSubject } from '#core/network/network-check.ts'
import type { HostUse } from '#core/network/hosts.ts'
import type { ProxyRoute } from '#core/network/observation.ts'
import { duration } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { oneLine } from '../format/markup.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Vérifier la connexion',
  lead: {
    busy: 'L’assistant joint chaque serveur de Microsoft une fois, sans compte, et essaie ce dont il a besoin sur ce poste.',
    practice: 'En exercice, l’assistant n’interroge que le locataire d’exercice : rien ne sort de ce poste.',
  },
  /** The result in one sentence. */
  conclusion: {
    ok: 'Tout ce dont l’assistant a besoin fonctionne.',
    unseen: 'Rien n’est bloqué, mais tout n’a pas pu être observé.',
    warning: 'Rien n’est bloqué, mais il reste à vérifier ce qui porte un avertissement.',
    refused:
      'Quelque chose bloque l’assistant : transmettez ce résultat à la personne responsable du réseau ou du poste.',
    unfinished: 'La vérification n’est pas terminée.',
  },
  levels: { ok: 'Correct', warning: 'À vérifier', refused: 'Bloqué', unseen: 'Non observé' } satisfies Record<
    Level,
    string
  >,
  looking: 'Vérification en cours',
  notLooked: 'Non vérifié',
  subjects: {
    'sign-in': 'Connexion des comptes',
    graph: 'Microsoft Graph',
    exchange: 'Exchange Online',
    loopback: 'Réponse du navigateur (localhost)',
    keychain: 'Coffre de Windows',
  } satisfies Record<CheckSubject, string>,
  allow: {
    title: 'À autoriser sur le réseau',
    body: 'L’assistant ne contacte que ces serveurs, en HTTPS. La page de connexion, elle, s’ouvre dans le navigateur, à d’autres adresses que Microsoft publie.',
    uses: {
      'sign-in': 'Connexion et jetons',
      graph: 'Lecture et configuration du locataire',
      exchange: 'Essai de la boîte aux lettres',
    } satisfies Record<HostUse, string>,
    unconfirmed: 'aucune source de Microsoft ne confirme cette adresse',
    localhost:
      'Sur ce poste, le navigateur répond à l’assistant à l’adresse localhost, sur un port choisi par Windows.',
  },
  copy: 'Copier le résultat',
  copied: 'Résultat copié',
  again: 'Vérifier de nouveau',
  direct: 'connexion directe',
  nameFound: 'Ce poste trouve l’adresse du serveur (DNS).',
  nameByProxy: 'Ce poste ne trouve pas l’adresse du serveur (DNS) : le serveur mandataire la trouve pour lui.',
  nameNotFound: 'Ce poste ne trouve pas l’adresse du serveur : le DNS de votre réseau ne la donne pas.',
  nameUnseen: 'La recherche de l’adresse (DNS) n’a pas pu être observée.',
  routeDirect: 'Windows ne demande aucun serveur mandataire : l’assistant ne passe par aucun.',
  routeUnseen: 'Le serveur mandataire n’a pas pu être observé.',
  routeProxy: (route: string) => `Windows mène l’assistant au serveur mandataire ${route}.`,
  routeProxies: (routes: string) =>
    `Windows donne plusieurs chemins, essayés dans cet ordre (fichier PAC ou liste) : ${routes}.`,
  /** `proxy` and `error` are empty when they are not known. */
  proxySignIn: (proxy: string, error: string) =>
    `Le serveur mandataire${proxy && ` ${proxy}`} exige une identification${error}.`,
  proxyUnreachable: (proxy: string, error: string) =>
    `Le serveur mandataire${proxy && ` ${proxy}`} ne répond pas${error}.`,
  proxyRefused: (proxy: string, error: string) =>
    `Le serveur mandataire${proxy && ` ${proxy}`} refuse de mener à ce serveur${error}.`,
  certificateUsual: (issuer: string) => `Le certificat vient de **${issuer}**, une autorité que Microsoft utilise.`,
  certificateUnusual: (issuer: string) =>
    `Le certificat vient de **${issuer}**, une autorité publique que Microsoft n’utilise pas d’habitude.`,
  certificateInspected: (issuer: string) =>
    `Votre réseau inspecte la connexion : le certificat vient de **${issuer}**, et non d’une autorité publique. Ce poste s’y fie.`,
  certificateUntrusted: (issuer: string, error: string) =>
    `Ce poste ne se fie pas au certificat${issuer && ` de **${issuer}**`}${error} : la connexion est refusée. Si votre réseau inspecte le trafic, installez son certificat racine dans Windows.`,
  certificateUnseen: 'L’autorité qui a émis le certificat n’a pas pu être observée.',
  microsoft: (status: number, took: string) => `Microsoft répond : HTTP ${status} (${took}).`,
  microsoftWithoutAccount: (status: number, took: string) =>
    `Microsoft répond : HTTP ${status}, normal sans compte (${took}).`,
  microsoftBusy: (status: number, took: string) => `Microsoft répond, mais est occupé : HTTP ${status} (${took}).`,
  notMicrosoft: (status: number, page: string) => `Ce n’est pas Microsoft qui répond : HTTP ${status}${page}.`,
  perhapsNotMicrosoft: (status: number, page: string) =>
    `Le serveur est occupé, et rien ne montre que c’est Microsoft : HTTP ${status}${page}.`,
  page: (title: string) => `, page « ${title} »`,
  redirected: 'Une autre page s’interpose : un portail ou un serveur mandataire demande une connexion.',
  noAnswer: {
    offline: 'Ce poste n’est relié à aucun réseau',
    refused: 'La connexion est refusée',
    unreachable: 'Le serveur ne peut pas être joint : un pare-feu le bloque peut-être',
    lost: 'La connexion a été coupée avant la réponse',
    'time-limit': 'Aucune réponse n’est venue en 10 secondes',
  } satisfies Record<NoAnswer, string>,
  noAnswerLine: (cause: string, error: string) => `${cause}${error}.`,
  error: (name: string) => ` (${name})`,
  clockRight: 'L’horloge de ce poste suit celle de Microsoft.',
  clockAhead: (took: string) =>
    `L’horloge de ce poste avance de ${took} : réglez-la. L’assistant suit celle de Microsoft, le navigateur non.`,
  clockBehind: (took: string) =>
    `L’horloge de ce poste retarde de ${took} : réglez-la. L’assistant suit celle de Microsoft, le navigateur non.`,
  loopbackOpen: 'L’assistant peut écouter sur localhost : la réponse du navigateur peut revenir.',
  loopbackRefused:
    'Ce poste ne laisse pas l’assistant écouter sur localhost : un pare-feu ou un antivirus l’empêche de recevoir la réponse du navigateur.',
  keychainWorks: 'Windows conserve, relit et efface un secret d’essai.',
  keychainRefused:
    'Windows n’a pas pu conserver, relire et effacer un secret d’essai : aucun secret ne peut être conservé.',
}

const en: typeof fr = {
  heading: 'Check the connection',
  lead: {
    busy: 'The assistant contacts each Microsoft server once, without an account, and tries what it needs on this computer.',
    practice: 'In practice, the assistant asks the practice tenant only: nothing leaves this computer.',
  },
  conclusion: {
    ok: 'Everything that the assistant needs works.',
    unseen: 'Nothing is blocked, but not everything could be observed.',
    warning: 'Nothing is blocked, but what has a warning is worth checking.',
    refused:
      'Something blocks the assistant: give this result to the person responsible for the network or the computer.',
    unfinished: 'The check is not finished.',
  },
  levels: { ok: 'OK', warning: 'To check', refused: 'Blocked', unseen: 'Not observed' },
  looking: 'Checking',
  notLooked: 'Not checked',
  subjects: {
    'sign-in': 'Account sign-in',
    graph: 'Microsoft Graph',
    exchange: 'Exchange Online',
    loopback: 'The browser’s answer (localhost)',
    keychain: 'Windows keychain',
  },
  allow: {
    title: 'To allow on the network',
    body: 'The assistant contacts only these servers, over HTTPS. The sign-in page opens in the browser, at other addresses that Microsoft publishes.',
    uses: {
      'sign-in': 'Sign-in and tokens',
      graph: 'Reading and setting up the tenant',
      exchange: 'Trying the mailbox',
    },
    unconfirmed: 'no Microsoft source confirms this address',
    localhost: 'On this computer, the browser answers the assistant at localhost, on a port that Windows chooses.',
  },
  copy: 'Copy the result',
  copied: 'Result copied',
  again: 'Check again',
  direct: 'direct connection',
  nameFound: 'This computer finds the server’s address (DNS).',
  nameByProxy: 'This computer does not find the server’s address (DNS): the proxy server finds it instead.',
  nameNotFound: 'This computer does not find the server’s address: the DNS of your network does not give it.',
  nameUnseen: 'The search for the address (DNS) could not be observed.',
  routeDirect: 'Windows asks for no proxy server: the assistant goes through none.',
  routeUnseen: 'The proxy server could not be observed.',
  routeProxy: (route) => `Windows leads the assistant to the proxy server ${route}.`,
  routeProxies: (routes) => `Windows gives several routes, tried in this order (PAC file or list): ${routes}.`,
  proxySignIn: (proxy, error) => `The proxy server${proxy && ` ${proxy}`} requires credentials${error}.`,
  proxyUnreachable: (proxy, error) => `The proxy server${proxy && ` ${proxy}`} does not answer${error}.`,
  proxyRefused: (proxy, error) => `The proxy server${proxy && ` ${proxy}`} refuses to lead to this server${error}.`,
  certificateUsual: (issuer) => `The certificate is from **${issuer}**, an authority that Microsoft uses.`,
  certificateUnusual: (issuer) =>
    `The certificate is from **${issuer}**, a public authority that Microsoft does not usually use.`,
  certificateInspected: (issuer) =>
    `Your network inspects the connection: the certificate is from **${issuer}**, and not from a public authority. This computer trusts it.`,
  certificateUntrusted: (issuer, error) =>
    `This computer does not trust the certificate${issuer && ` from **${issuer}**`}${error}: the connection is refused. If your network inspects traffic, install its root certificate in Windows.`,
  certificateUnseen: 'The authority that issued the certificate could not be observed.',
  microsoft: (status, took) => `Microsoft answers: HTTP ${status} (${took}).`,
  microsoftWithoutAccount: (status, took) =>
    `Microsoft answers: HTTP ${status}, as expected without an account (${took}).`,
  microsoftBusy: (status, took) => `Microsoft answers, but is busy: HTTP ${status} (${took}).`,
  notMicrosoft: (status, page) => `It is not Microsoft that answers: HTTP ${status}${page}.`,
  perhapsNotMicrosoft: (status, page) =>
    `The server is busy, and nothing shows that it is Microsoft: HTTP ${status}${page}.`,
  page: (title) => `, page “${title}”`,
  redirected: 'Another page stands in the way: a portal or a proxy server asks for a sign-in.',
  noAnswer: {
    offline: 'This computer is connected to no network',
    refused: 'The connection is refused',
    unreachable: 'The server cannot be reached: a firewall may block it',
    lost: 'The connection was cut before the answer',
    'time-limit': 'No answer came within 10 seconds',
  },
  noAnswerLine: (cause, error) => `${cause}${error}.`,
  error: (name) => ` (${name})`,
  clockRight: 'This computer’s clock follows Microsoft’s.',
  clockAhead: (took) =>
    `This computer’s clock is ${took} fast: set it right. The assistant follows Microsoft’s clock, the browser does not.`,
  clockBehind: (took) =>
    `This computer’s clock is ${took} slow: set it right. The assistant follows Microsoft’s clock, the browser does not.`,
  loopbackOpen: 'The assistant may listen on localhost: the browser’s answer can come back.',
  loopbackRefused:
    'This computer does not let the assistant listen on localhost: a firewall or an antivirus keeps it from receiving the browser’s answer.',
  keychainWorks: 'Windows keeps, reads back and deletes a test secret.',
  keychainRefused: 'Windows could not keep, read back and delete a test secret: no secret can be kept.',
}

/** The check of the connection (N1). */
export const networkWords: Words<typeof fr> = words({ fr, en })

/** How the values of a finding are shown: in full, or shortened while the screen is shared. */
export interface ShownValues {
  readonly name: (name: string) => string
  readonly domain: (domain: string) => string
}

const inFull: ShownValues = { name: (name) => name, domain: (domain) => domain }

/** Says what one finding means, in one sentence or two. */
export function sayFinding(finding: Finding, language: Language, shown: ShownValues = inFull): string {
  const said = networkWords[language]
  const proxyOf = (proxy: string | null) => (proxy === null ? '' : `\`${shown.domain(proxy)}\``)
  const errorOf = (error: string | null) => (error === null ? '' : said.error(error))
  const pageOf = (title: string | null) => (title === null ? '' : said.page(title))
  switch (finding.kind) {
    case 'name-found':
      return said.nameFound
    case 'name-by-proxy':
      return said.nameByProxy
    case 'name-not-found':
      return said.nameNotFound
    case 'name-unseen':
      return said.nameUnseen
    case 'route-direct':
      return said.routeDirect
    case 'route-unseen':
      return said.routeUnseen
    case 'route-proxy': {
      const routes = finding.routes.map((route: ProxyRoute) =>
        route === 'direct' ? said.direct : proxyOf(route.proxy),
      )
      return routes.length === 1 ? said.routeProxy(routes.join('')) : said.routeProxies(routes.join(', '))
    }
    case 'proxy-sign-in':
      return said.proxySignIn(proxyOf(finding.proxy), errorOf(finding.error))
    case 'proxy-unreachable':
      return said.proxyUnreachable(proxyOf(finding.proxy), errorOf(finding.error))
    case 'proxy-refused':
      return said.proxyRefused(proxyOf(finding.proxy), errorOf(finding.error))
    case 'certificate-usual':
      return said.certificateUsual(oneLine(finding.issuer))
    case 'certificate-unusual':
      return said.certificateUnusual(oneLine(finding.issuer))
    case 'certificate-inspected':
      return said.certificateInspected(shown.name(oneLine(finding.issuer)))
    case 'certificate-untrusted':
      return said.certificateUntrusted(
        finding.issuer === null ? '' : shown.name(oneLine(finding.issuer)),
        errorOf(finding.error),
      )
    case 'certificate-unseen':
      return said.certificateUnseen
    case 'microsoft': {
      const took = duration(finding.ms, language, true)
      return finding.status === 401
        ? said.microsoftWithoutAccount(finding.status, took)
        : said.microsoft(finding.status, took)
    }
    case 'microsoft-busy':
      return said.microsoftBusy(finding.status, duration(finding.ms, language, true))
    case 'not-microsoft':
      return said.notMicrosoft(finding.status, pageOf(finding.pageTitle))
    case 'perhaps-not-microsoft':
      return said.perhapsNotMicrosoft(finding.status, pageOf(finding.pageTitle))
    case 'redirected':
      return said.redirected
    case 'no-answer':
      return said.noAnswerLine(said.noAnswer[finding.failure], errorOf(finding.error))
    case 'clock-right':
      return said.clockRight
    case 'clock-ahead':
      return said.clockAhead(duration(finding.ms, language))
    case 'clock-behind':
      return said.clockBehind(duration(finding.ms, language))
    case 'loopback-open':
      return said.loopbackOpen
    case 'loopback-refused':
      return said.loopbackRefused
    case 'keychain-works':
      return said.keychainWorks
    case 'keychain-refused':
      return said.keychainRefused
  }
}
