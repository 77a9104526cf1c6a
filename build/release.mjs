import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { releaseNotes, releaseSteps, unfinishedCdid } from './release-readiness.mjs'

/**
 * Walks what must be so before this version is released, and tags it. `--dry-run` only says what is missing. In the hosted CI,
 * `--tag NAME` checks the tag that was pushed, and `--collect` lays in out/release what is published, with its checksums.
 */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const isDryRun = process.argv.includes('--dry-run')
const place = process.argv.indexOf('--tag')
const tag = place === -1 ? null : (process.argv[place + 1] ?? '')
const changelog = readFileSync('CHANGELOG.md', 'utf8')
const frenchFile = join('docs', 'release-notes', `${version}.fr.md`)
const frenchNotes = existsSync(frenchFile) ? readFileSync(frenchFile, 'utf8') : null

if (process.argv.includes('--collect')) collect()
else walk()

function walk() {
  const steps = releaseSteps({
    version,
    lockedVersion: JSON.parse(readFileSync('package-lock.json', 'utf8')).version,
    changelog,
    frenchNotes,
    cdid: unfinishedCdid({ pinned: true, version: '' }),
    changedFiles: git('status', '--porcelain'),
    tags: git('tag', '--list', 'v*'),
    tag,
  })
  for (const { what, missing } of steps) {
    console.log(missing === null ? `ready    ${what}` : `missing  ${what}: ${missing}`)
  }
  const missing = steps.filter((step) => step.missing !== null).length
  if (!isDryRun && missing === 0 && tag === null) {
    git('tag', '--annotate', `v${version}`, '--message', `Version ${version}`)
    console.log(
      `v${version} is tagged here. Push it, and the hosted workflow makes a draft: git push origin v${version}`,
    )
  }
  console.log(`release ${version}: ${steps.length - missing} ready, ${missing} missing`)
  // A dry run is asked what is missing: that something is, is its answer.
  process.exitCode = missing === 0 || isDryRun ? 0 : 1
}

function collect() {
  const folder = join('out', 'release')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const packaged = readdirSync(join('out', 'package')).filter((name) => /\.(msi|zip)$/.test(name))
  const wanted = ['.msi', '.zip']
  const lacking = wanted.filter((ending) => !packaged.some((name) => name.endsWith(ending)))
  const unsigned = packaged.filter((name) => /unsigned|journey|stand-in/.test(name))
  if (lacking.length > 0) throw new Error(`out/package has no ${lacking.join(' and no ')}`)
  if (unsigned.length > 0) throw new Error(`${unsigned.join(', ')} must not be released`)
  const reception = ['prextra-reception.exe', 'prextra-reception.mjs', 'NODE-LICENSE.txt']
  const files = [
    ...packaged.map((name) => join('out', 'package', name)),
    join('out', 'bundled', 'sbom.cdx.json'),
    ...reception.map((name) => join('out', 'reception', name)),
  ]
  for (const file of files) copyFileSync(file, join(folder, basename(file)))
  writeFileSync(join(folder, 'NOTES.md'), releaseNotes({ version, changelog, frenchNotes: frenchNotes ?? '' }))
  const sums = readdirSync(folder).map((name) => `${hash(join(folder, name))}  ${name}`)
  writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`)
  console.log(`release: ${sums.length} files in ${folder}`)
}

/** @param {string} file */
function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/**
 * The lines that a command of git prints.
 *
 * @param {readonly string[]} args
 */
function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean)
}
