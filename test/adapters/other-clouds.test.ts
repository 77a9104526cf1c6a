import { describe, expect, test } from 'vitest'
import { cloudHosts, clouds, publicCloud } from '#core/access/cloud.ts'
import { otherClouds } from '#practice/company/clouds.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { openSealed } from '#support/open-sealed.ts'
import { endOf } from '#support/proof-ports.ts'
import { tenantId } from '#support/tenant-client.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

const domain = 'erablieredunord.example'
const mailbox = 'accueil@erablieredunord.example'
const discovery = `GET ${publicCloud.login}/${domain}/v2.0/.well-known/openid-configuration`

/** What was asked of hosts that are none of the cloud's. */
function requestsOutOf({ tenant }: Wizard, cloud: (typeof otherClouds)[number]): readonly string[] {
  const own = cloudHosts.map((name) => clouds[cloud][name])
  return tenant.requests
    .filter(({ host }) => !own.includes(host))
    .map(({ method, host, path }) => `${method} ${host}${path}`)
}

describe.each(otherClouds)('an organization in %s', (cloud) => {
  const seed = { ...smallCompany, cloud }

  test('is found by its domain and set up at its cloud’s own hosts, from the sign-in to the sealed file', async () => {
    const wizard = openWizard({ seed })
    const { handlers } = wizard
    await handlers.start({ way: 'name-organization' })
    await handlers.findOrganization({ text: domain })
    await handlers.signIn({ aim: null })
    expect(wizard.session.identity).toMatchObject({ tenantId, cloud })
    await handlers.acceptIdentity({})
    await handlers.approve({ planId: wizard.session.plan?.id ?? '', typed: null })
    await handlers.prove({ mailbox, blockedMailbox: null })
    await handlers.goToHandoff({})
    let file = ''
    wizard.saveTo = (suggested) => (file = `${wizard.folder}/${suggested}`)
    await handlers.handOff({ way: 'file', caseNumber: null, copyTo: null })
    expect(wizard.session).toMatchObject({ at: 'done' })
    expect(openSealed(file)).toMatchObject({ cloud, tenantId })
    expect(requestsOutOf(wizard, cloud)).toEqual([discovery])
    const [application] = wizard.tenant.state.applications
    expect(application?.properties).toMatchObject({
      publicClient: { redirectUris: [`https://${clouds[cloud].login}/common/oauth2/nativeclient`] },
    })
  })

  test('that was not named is refused at the public page in words, and found once it is named', async () => {
    const wizard = openWizard({ seed })
    const page = new Promise<string>((resolve) => {
      wizard.endsOnPage = resolve
    })
    const ended = endOf(wizard.handlers.start({ way: 'automatic' }), 'signed in')
    await wizard.handlers.explainCode({ text: /AADSTS\d+/.exec(await page)?.[0] ?? '' })
    expect(await ended).toBe('other-cloud')
    await wizard.handlers.findOrganization({ text: domain })
    await wizard.handlers.signIn({ aim: null, organization: 'same' })
    expect(wizard.session.identity).toMatchObject({ tenantId, cloud })
  })

  test('is not signed in to where the assistant is not registered, and nothing is opened', async () => {
    const wizard = openWizard({ seed, registeredIn: [] })
    await wizard.handlers.start({ way: 'name-organization' })
    await wizard.handlers.findOrganization({ text: domain })
    expect(await endOf(wizard.handlers.signIn({ aim: null }), 'signed in')).toBe('cloud-without-sign-in')
    expect(wizard.pages).toBe(0)
  })
})
