import { afterEach, expect, test } from 'vitest'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { dodCompany, gccHighCompany } from '#practice/company/seeds/other-clouds.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import { isWholeRun } from '#support/share.ts'
import { Technician } from '#support/technician.ts'
import { marieEve } from '#support/tenant-client.ts'
import { press } from '#support/walk.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { organizationWords } from '#words/screens/organization.ts'
import liveTestCdid from '../support/cdid.live-test.json' with { type: 'json' }

/** An organization in another of Microsoft's clouds, which its name leads to. */

const words = organizationWords.fr
const domain = 'erablieredunord.example'
const inItsPart = test.runIf(isWholeRun)
let technician: Technician | undefined

afterEach(async () => {
  await technician?.close()
  technician = undefined
})

inItsPart('named by its domain, it is signed in to at its own cloud’s hosts', async () => {
  const client = { ...practiceSignInClient, clientId: liveTestCdid.signIn.otherClouds.dod }
  technician = await Technician.open({ seed: dodCompany, signInClients: [client] })
  const page = await technician.start({ named: domain })
  expect(page.host).toBe(clouds.dod.login)
  await technician.walk(page, { account: marieEve })
  expect(await technician.arrives('cloud-dod')).toContain(cloudNames.fr.dod)
  const hosts = technician.world.live.tenant.requests.map(({ host }) => host)
  expect(hosts.filter((host) => host === publicCloud.graph)).toEqual([])
})

inItsPart('without an application of CDID’s there, no page opens, and that is said', async () => {
  technician = await Technician.open({ seed: gccHighCompany })
  await technician.welcome()
  await technician.name(domain)
  await technician.window.getByText(words.found, { exact: true }).waitFor()
  await press(technician.window, words.signIn)
  await technician.ends('cloud-without-application', 'cloud-without-sign-in', words.signIn)
})

inItsPart('begun by its account’s own organization, it leads to naming it', async () => {
  technician = await Technician.open({ seed: dodCompany })
  const page = await technician.start('own')
  await technician.answer(page, { error: 'invalid_request', error_description: 'AADSTS90038: A reason.' })
  await technician.ends('cloud-begun-as-own', 'other-cloud', words.find)
})
