import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The third-party notices of what was bundled: each package once, with its version, its licence's name and its text.
 *
 * @param {readonly string[]} lists Files of bundled-packages.mjs.
 * @param {readonly string[]} shipped Folders of packages that are shipped as they are.
 * @returns {{ text: string, names: readonly string[] }}
 */
export function thirdPartyNotices(lists, shipped = []) {
  const bundled = lists.flatMap((file) => {
    /** @type {{ folder: string }[]} */
    const packages = JSON.parse(readFileSync(file, 'utf8'))
    return packages.map(({ folder }) => folder)
  })
  const notices = [...new Set([...bundled, ...shipped])].map(readNotice)
  const once = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]))
  const sorted = [...once.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const sections = sorted.map(
    ({ name, version, license, text }) => `${'='.repeat(78)}\n${name} ${version} (${license})\n\n${text.trim()}\n`,
  )
  const head = 'This product contains the software of others, under the licences below.\n'
  return { text: [head, ...sections].join('\n'), names: sorted.map(({ name }) => name) }
}

/** @param {string} folder */
function readNotice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|copyright|notice)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  const named = typeof author === 'string' ? author : author?.name
  if (texts.length > 0) return { name, version, license: String(license), text: texts.join('\n\n') }
  if (license !== 'MIT') throw new Error(`${name} is licensed as ${license} and its package holds no licence text`)
  return { name, version, license, text: mitText(named ?? iconAuthor(folder) ?? `The authors of ${name}`) }
}

/**
 * The author of a set of icons, whose package.json names none.
 *
 * @param {string} folder
 */
function iconAuthor(folder) {
  const file = join(folder, 'info.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).author?.name : undefined
}

/**
 * The text of the MIT licence (https://opensource.org/license/mit), for a package that names it and leaves it out.
 *
 * @param {string} owner
 */
const mitText = (owner) => `Copyright (c) ${owner}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/**
 * Which packages a notice leaves out.
 *
 * @param {string} noticesFile
 * @param {readonly string[]} names
 */
export function missingNotices(noticesFile, names) {
  const text = existsSync(noticesFile) ? readFileSync(noticesFile, 'utf8') : ''
  return names.filter((name) => !text.includes(`\n${name} `))
}
