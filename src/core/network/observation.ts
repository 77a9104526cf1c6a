import type { MicrosoftDetails } from '../problem.ts'

/** What one look at a host showed. The rules in `findings.ts` say what it means. */
export interface HostObservation {
  /** The way to the host; `null` where there is none, as the practice tenant answers inside the assistant. */
  readonly way: HostWay | null
  readonly answer: HostAnswer
  /** How long the request took, in milliseconds. */
  readonly ms: number
  /** How far this computer's clock is ahead of Microsoft's, in milliseconds; `null` when Microsoft did not answer. */
  readonly aheadMs: number | null
}

/** What the system says of the way to a host. `unseen`: it could not be observed. */
export interface HostWay {
  /** Whether this computer resolves the host's name. */
  readonly name: 'found' | 'not-found' | 'unseen'
  /** The ways that the system's settings or its PAC file give, in the order in which they are tried. */
  readonly routes: readonly ProxyRoute[] | 'unseen'
  readonly certificate: HostCertificate | 'unseen'
}

/** A proxy as `host:port`, or no proxy. */
export type ProxyRoute = { readonly proxy: string } | 'direct'

/** The certificate that came in the host's name, as the network stack judged it. */
export interface HostCertificate {
  /** The organization that issued it, or its common name where it names none. */
  readonly issuer: string
  /** Whether it leads to a root that is public, and not one that a company has installed. */
  readonly isPublic: boolean
}

export type HostAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly isMicrosoft: boolean
      readonly isBusy: boolean
      /** The title of a page that came in place of Microsoft's answer. */
      readonly pageTitle: string | null
      readonly details: MicrosoftDetails
    }
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly error: string | null }

/** Why no answer came. */
export type FailureKind =
  /** Another page stands between, as that of a captive portal. */
  | 'redirected'
  /** The proxy asks for credentials. */
  | 'proxy-sign-in'
  | 'proxy-unreachable'
  /** The proxy answers, and refuses to lead to this host. */
  | 'proxy-refused'
  | 'untrusted'
  | 'name-not-found'
  | 'offline'
  | 'refused'
  | 'unreachable'
  /** The request was sent, and its answer was lost. */
  | 'lost'
  | 'time-limit'
