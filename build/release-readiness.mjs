import { readFileSync } from 'node:fs'
import { unfinishedRelease } from './unfinished-release.mjs'

/** What SemVer allows as a version, without build metadata, which Windows Installer does not know. */
const semVer = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\da-z.-]+)?$/

/**
 * Why nothing may be released with what build/cdid.json has of CDID, or with this Electron; null when it may.
 *
 * @param {{ readonly pinned: boolean, readonly version: string }} electron
 * @returns {string | null}
 */
export function unfinishedCdid(electron) {
  const read = (/** @type {string} */ file) => readFileSync(file, 'utf8')
  return unfinishedRelease(electron, read('build/cdid.json'), read('src/practice/company/reception-key.ts'))
}

/**
 * @typedef {object} ReleaseFacts
 * @property {string} version Of package.json, the only place where it is written by hand.
 * @property {string} lockedVersion Of package-lock.json.
 * @property {string} changelog The text of CHANGELOG.md.
 * @property {string | null} frenchNotes The text of docs/release-notes/VERSION.fr.md; null when there is none.
 * @property {string | null} cdid What `unfinishedCdid` returned.
 * @property {readonly string[]} changedFiles What git says is not committed.
 * @property {readonly string[]} tags
 * @property {string | null} tag The tag that is being released; null before there is one.
 */

/**
 * What must be so before a version is released: each with what is missing, or null.
 *
 * @param {ReleaseFacts} facts
 * @returns {readonly { what: string, missing: string | null }[]}
 */
export function releaseSteps({ version, lockedVersion, changelog, frenchNotes, cdid, changedFiles, tags, tag }) {
  const section = sectionOf(changelog, version)
  const unreleased = sectionOf(changelog, 'Unreleased')
  const wanted = `v${version}`
  const isTagged = tags.includes(wanted)
  return [
    { what: 'the version is one of SemVer', missing: semVer.test(version) ? null : `package.json says ${version}` },
    {
      what: 'package-lock.json has the same version',
      missing: lockedVersion === version ? null : `it has ${lockedVersion}: npm install --package-lock-only`,
    },
    {
      what: 'CHANGELOG.md has a section of it, with its day',
      missing: /^## \S+ · \d{4}-\d{2}-\d{2}\n+- /.test(section ?? '') ? null : `write «## ${version} · YYYY-MM-DD»`,
    },
    {
      what: 'nothing is left under Unreleased',
      missing: /^- /m.test(unreleased ?? '') ? 'move what is released to the section of this version' : null,
    },
    {
      what: 'it is told in French',
      missing: frenchNotes?.trim() ? null : `write docs/release-notes/${version}.fr.md`,
    },
    { what: 'CDID has supplied what only CDID knows', missing: cdid },
    {
      what: 'everything is committed',
      missing:
        changedFiles.length === 0
          ? null
          : `${changedFiles.length} files are not: ${changedFiles.slice(0, 3).join(', ')}`,
    },
    {
      what: tag === null ? 'the version is not released yet' : 'the tag is that of the version',
      missing:
        tag === null
          ? isTagged
            ? `${wanted} is there already`
            : null
          : tag === wanted
            ? null
            : `${tag} is not ${wanted}`,
    },
  ]
}

/**
 * The notes of a release: in French, then in English.
 *
 * @param {{ readonly version: string, readonly changelog: string, readonly frenchNotes: string }} facts
 */
export function releaseNotes({ version, changelog, frenchNotes }) {
  const english = (sectionOf(changelog, version) ?? '').replace(/^## .*\n+/, '')
  return `${frenchNotes.trim()}\n\n---\n\n## English\n\n${english.trim()}\n`
}

/**
 * The section of a version in the changelog, with its heading; null when there is none.
 *
 * @param {string} changelog
 * @param {string} version
 */
function sectionOf(changelog, version) {
  const sections = changelog.split(/^(?=## )/m)
  return (
    sections.find((section) => section.startsWith(`## ${version}\n`) || section.startsWith(`## ${version} `)) ?? null
  )
}
