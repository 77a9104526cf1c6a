import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostNames } from '#practice/serving/tls.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { doneWords } from '#words/screens/done.ts'
import { identityWords } from '#words/screens/identity.ts'
import { networkWords } from '#words/screens/network.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant } from './assistant.ts'
import { openLiveTenant } from './live-tenant.ts'
import { PageWalker } from './page-walker.ts'
import { recordNetwork } from './recorded-network.ts'
import { marieEve } from './tenant-client.ts'
import { heading, press } from './walk.ts'

/**
 * The live path from the welcome to the mail to CDID, in a network namespace with a recorder. Prints, as JSON, what left
 * the computer before the first click and in all. The first argument may be the executable of a packaged application.
 */
const [, , packaged] = process.argv
const live = await openLiveTenant({ port: 443 })
const network = await recordNetwork(hostNames)
const home = mkdtempSync(join(tmpdir(), 'prextra-recorded-'))
live.trustIn(home)
const assistant = await launchAssistant({
  home: join(home, 'assistant'),
  ...(packaged === undefined ? { args: ['out/live-test'] } : { executable: packaged, args: [] }),
  env: { HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
})
const { window } = assistant
const signIn = async () => {
  const { answer, address } = await new PageWalker(live.tenant.fetch).signIn(await assistant.openedPage(), {
    account: marieEve,
  })
  await fetch(address ?? '', { method: 'POST', body: new URLSearchParams(answer) })
}

await heading(window, welcomeWords.fr.heading).waitFor()
await window.waitForLoadState('networkidle')
const atRest = { names: [...network.names], strangers: [...network.strangers] }

await press(window, shellWords.fr.checkConnection)
await press(window, networkWords.fr.copy)
await press(window, shellWords.fr.back)
await press(window, welcomeWords.fr.start)
await signIn()
await press(window, identityWords.fr.yes)
await press(window, reviewWords.fr.approve)
await heading(window, proofWords.fr.before.heading).waitFor()
await window.locator('input').first().fill('accueil@erablieredunord.example')
await press(window, proofWords.fr.before.prove)
await press(window, proofWords.fr.passed.go)
await press(window, handoffWords.fr.ways.mail.go)
await signIn()
await heading(window, doneWords.fr.headings.sent).waitFor()
await assistant.close()

await network.close()
process.stdout.write(JSON.stringify({ atRest, names: [...network.names], strangers: [...network.strangers] }))
process.exit()
