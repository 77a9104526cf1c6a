import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inOlderDialect } from './older-dialect.mjs'
import { aboutProduct, finishedProject } from './project.mjs'

const about = { productName: 'Assistant Outlook-Prextra', address: 'technique@cdid.com' }

/** A project as electron-builder's template makes it for one click and every user of the computer. */
const project = (): string => {
  const builder = dirname(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
  const template = readFileSync(join(builder, 'templates/msi/template.xml'), 'utf8')
  return template
    .replace(/\{\{ if \(isRunAfterFinish\) \{ \}\}[\s\S]*?\{\{ \} -\}\}\s*\{\{ \} -\}\}/, '')
    .replace(/\{\{ if \(isAssisted\) \{ \}\}[\s\S]*?<\/UI>\s*\{\{ \} -\}\}/, '')
    .replaceAll(/\{\{.*?\}\}/g, '')
    .replaceAll('${productName}', about.productName)
    .replace('${installationDirectoryWixName}"/>\n    <Property', 'assistant-outlook-prextra"/>\n    <Property')
    .replace(
      '</ComponentGroup>',
      `<Component><File Name="a.exe" Source="$(var.appDir)/a.exe" KeyPath="yes" Id="mainExecutable">
        <Shortcut Id="startMenuShortcut" Directory="ProgramMenuFolder" Name="A" Advertise="yes" Icon="i"/></File></Component></ComponentGroup>`,
    )
}

describe('the project of the installer', () => {
  test('is made of what electron-builder makes', () => {
    const finished = finishedProject(project(), about)
    expect(finished).toContain('WINDOWSBUILD >= 17763')
    expect(finished).toContain('<Directory Id="APPLICATIONFOLDER" Name="Assistant Outlook-Prextra"/>')
    expect(finished).toContain('Advertise="no"')
    expect(finished).not.toMatch(/Windows 7|MSIINSTALLPERUSER|Advertise="yes"/)
  })

  test.each([
    ['the condition on Windows', /<Condition Message="Windows 7[\s\S]*?<\/Condition>/],
    ['the message on a newer version', / DowngradeErrorMessage='[^']*'/],
    ['a property that only dialogs have', /<Property Id="WIXUI_INSTALLDIR"[^>]*\/>/],
    ['the property on advertised shortcuts', /<Property Id="DISABLEADVTSHORTCUTS"[^>]*\/>/],
    ['the folder', /<Directory Id="APPLICATIONFOLDER"[^>]*\/>/],
    ['the shortcut', /<Shortcut [^>]*>/],
    ['the components', / Directory="APPLICATIONFOLDER"(?=>)/],
  ])('a template without %s stops the packaging', (_what, pattern) => {
    const changed = project().replace(pattern, '')
    expect(changed).not.toBe(project())
    expect(() => finishedProject(changed, about)).toThrow(/has 0 times, and not once/)
  })

  test.each([
    ['a custom action', '<CustomAction Id="a"/>'],
    ['a file association', '<ProgId Id="p" Advertise="yes"/>'],
  ])('%s stops the packaging', (_what, element) => {
    const changed = project().replace('<Feature ', `${element}<Feature `)
    expect(() => finishedProject(changed, about)).toThrow(/is to have neither/)
  })

  test('files of the same name in two folders are two files', () => {
    const file = (path: string) =>
      `<Component><File Name="a.adml" Source="$(var.appDir)/${path}" KeyPath="yes"/></Component>`
    const changed = project().replace(
      '</ComponentGroup>',
      `${file('fr-CA/a.adml')}${file('en-US/a.adml')}</ComponentGroup>`,
    )
    const ids = [...finishedProject(changed, about).matchAll(/<File [^>]*a\.adml"[^>]* Id="([^"]+)"/g)].map(
      ([, id]) => id,
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('it says whom to ask as the build says', () => {
    expect(aboutProduct()).toEqual(about)
  })
})

describe('the project in the dialect of WiX 3', () => {
  test('folders are nested, in whatever order they are named', () => {
    const folders = ['policy\\fr-CA', 'policy', 'resources']
      .map((path, place) => `    <Directory Id="d${place}" Name="APPLICATIONFOLDER:\\${path}\\"/>\n`)
      .join('')
    const older = inOlderDialect(`<Directory Id="APPLICATIONFOLDER" Name="A"/>\n${folders}`)
    expect(older.replaceAll(/\s+(?=<)/g, '').trim()).toBe(
      '<Directory Id="APPLICATIONFOLDER" Name="A"><Directory Id="d1" Name="policy"><Directory Id="d0" Name="fr-CA"></Directory></Directory><Directory Id="d2" Name="resources"></Directory></Directory>',
    )
  })

  test('ids keep to the letters that it knows, and paths are those of Linux', () => {
    const older = inOlderDialect('<File Id="a-b c_f" Source="Z:\\tmp\\é.txt"/>')
    expect(older).toBe('<File Id="a_b_c_f" Source="/tmp/é.txt"/>')
  })
})
