import type { Cloud } from '#core/access/cloud.ts'
import type { GuideStep } from '#core/guide/guide.ts'

/** A step of the guide that is made on a page of the Entra admin centre. */
export type PortalPlace = Exclude<GuideStep, 'contact'>

const applications = ({ entra }: Cloud) => `https://${entra}/#view/Microsoft_AAD_RegisteredApps`

/** The name that a page of an application has in its address. */
const blades: Readonly<Record<Exclude<PortalPlace, 'registration'>, string>> = {
  ids: 'Overview',
  permission: 'Manifest',
  consent: 'CallAnAPI',
  secret: 'Credentials',
  'old-secret': 'Credentials',
}

/**
 * Returns the address of the page of a step, in the admin centre of a cloud; that of the list of applications while the
 * application's id is not known. Throws a RangeError on an id that is not a GUID.
 */
export function portalAddress(cloud: Cloud, place: PortalPlace, appId: string | null): string {
  if (place === 'registration') {
    return `${applications(cloud)}/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false`
  }
  if (appId === null) return `${applications(cloud)}/ApplicationsListBlade`
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) throw new RangeError('not an application id')
  return `${applications(cloud)}/ApplicationMenuBlade/~/${blades[place]}/appId/${appId}`
}
