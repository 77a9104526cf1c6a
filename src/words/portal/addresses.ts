import type { GuideStep } from '#core/guide/guide.ts'

/** A page of the Entra admin centre that a step of the guide is made on. */
export type PortalPlace = Exclude<GuideStep, 'contact'>

const applications = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps'

/** The blades of one application, by the name their address has for them. */
const blades: Readonly<Record<Exclude<PortalPlace, 'registration'>, string>> = {
  ids: 'Overview',
  permission: 'Manifest',
  consent: 'CallAnAPI',
  secret: 'Credentials',
  'old-secret': 'Credentials',
}

/** Straight to the page; without the application's id yet, to the list of applications. */
export function portalAddress(place: PortalPlace, appId: string | null): string {
  if (place === 'registration') return `${applications}/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false`
  if (appId === null) return `${applications}/ApplicationsListBlade`
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) throw new RangeError('not an application id')
  return `${applications}/ApplicationMenuBlade/~/${blades[place]}/appId/${appId}`
}
