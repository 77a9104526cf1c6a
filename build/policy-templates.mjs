import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isMachineOnly, policyKey, policySettings, settingNames, valueName } from '../src/core/policy/settings.ts'
import { policyWords } from '../src/words/policy/settings.ts'

/** @typedef {import('../src/core/policy/settings.ts').SettingForm} SettingForm */
/** @typedef {import('../src/core/policy/settings.ts').SettingName} SettingName */

const name = 'PrextraOutlookAssistant'
const schema =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"'

/** The languages of the templates, by the folder that Group Policy looks in. English is what it falls back to. */
const folders = /** @type {const} */ ({ 'fr-CA': 'fr', 'en-US': 'en' })

/**
 * Returns Group Policy's templates for the settings of src/core/policy/settings.ts, by the name of their file.
 *
 * @returns {Readonly<Record<string, string>>}
 */
export function policyTemplates() {
  return {
    [`${name}.admx`]: admx(),
    ...Object.fromEntries(
      Object.entries(folders).map(([folder, language]) => [`${folder}/${name}.adml`, adml(language)]),
    ),
  }
}

/**
 * Writes the templates into a folder.
 *
 * @param {string} folder
 */
export function writePolicyTemplates(folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of Object.entries(policyTemplates())) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

function admx() {
  const policies = settingNames.map((setting) => {
    const id = valueName(setting)
    /** @type {SettingForm} */
    const form = policySettings[setting]
    const isSwitch = form.form === 'switch'
    const attributes = [
      `name="${id}"`,
      `class="${isMachineOnly(setting) ? 'Machine' : 'Both'}"`,
      `displayName="$(string.${id})"`,
      `explainText="$(string.${id}_Explain)"`,
      ...(isSwitch ? [] : [`presentation="$(presentation.${id})"`]),
      `key="${policyKey}"`,
      ...(isSwitch ? [`valueName="${id}"`] : []),
    ]
    return `    <policy ${attributes.join(' ')}>
      <parentCategory ref="${name}"/>
      <supportedOn ref="Supported"/>
${isSwitch ? switchValues() : `      <elements>\n${elements(setting, form)}\n      </elements>`}
    </policy>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions ${schema} revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="cdid" namespace="CDID.Policies.${name}"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="Supported" displayName="$(string.Supported)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="CDID" displayName="$(string.Publisher)"/>
    <category name="${name}" displayName="$(string.Product)">
      <parentCategory ref="CDID"/>
    </category>
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`
}

function switchValues() {
  return `      <enabledValue>
        <decimal value="1"/>
      </enabledValue>
      <disabledValue>
        <decimal value="0"/>
      </disabledValue>`
}

/**
 * @param {SettingName} setting
 * @param {SettingForm} form
 */
function elements(setting, form) {
  const id = valueName(setting)
  const item = (/** @type {string | number} */ choice, /** @type {string} */ value) =>
    `          <item displayName="$(string.${choiceId(setting, choice)})">
            <value>
              ${value}
            </value>
          </item>`
  const list = (/** @type {readonly string[]} */ items) =>
    `        <enum id="${id}" valueName="${id}" required="true">\n${items.join('\n')}\n        </enum>`
  switch (form.form) {
    case 'choices':
      return form.of
        .map((choice) => valueName(setting, choice))
        .map(
          (value) => `        <boolean id="${value}" valueName="${value}">
          <trueValue>
            <decimal value="1"/>
          </trueValue>
          <falseValue>
            <decimal value="0"/>
          </falseValue>
        </boolean>`,
        )
        .join('\n')
    case 'choice':
      return list(form.of.map((choice) => item(choice, `<string>${choice}</string>`)))
    case 'one-of':
      return list(form.of.map((choice) => item(choice, `<decimal value="${choice}"/>`)))
    case 'number':
      return `        <decimal id="${id}" valueName="${id}" required="true" minValue="${form.least}" maxValue="${form.most}"/>`
    case 'tenants':
      return `        <multiText id="${id}" valueName="${id}" required="true"/>`
    case 'id':
      return `        <text id="${id}" valueName="${id}" required="true" maxLength="38"/>`
    case 'switch':
      return ''
  }
}

/** @param {'fr' | 'en'} language */
function adml(language) {
  const words = policyWords[language]
  const strings = [
    ['Publisher', words.publisher],
    ['Product', words.product],
    ['Supported', words.supported],
    ...settingNames.flatMap((setting) => {
      const { name: title, explain, choices = {} } = words.settings[setting]
      /** @type {SettingForm} */
      const form = policySettings[setting]
      const isList = form.form === 'choice' || form.form === 'one-of'
      return [
        [valueName(setting), title],
        [`${valueName(setting)}_Explain`, explain],
        ...(isList ? Object.entries(choices).map(([choice, text]) => [choiceId(setting, choice), text]) : []),
      ]
    }),
  ]
  const presentations = settingNames.flatMap((setting) => {
    /** @type {SettingForm} */
    const form = policySettings[setting]
    return form.form === 'switch' ? [] : [presentation(setting, form, words)]
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources ${schema} revision="1.0" schemaVersion="1.0">
  <displayName>${escaped(words.product)}</displayName>
  <description>${escaped(words.product)}</description>
  <resources>
    <stringTable>
${strings.map(([id, text]) => `      <string id="${id}">${escaped(text ?? '')}</string>`).join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`
}

/**
 * @param {SettingName} setting
 * @param {SettingForm} form
 * @param {import('../src/words/policy/settings.ts').PolicyWords} words
 */
function presentation(setting, form, words) {
  const id = valueName(setting)
  const field = escaped(words.field)
  const inside = () => {
    switch (form.form) {
      case 'choices':
        return form.of
          .map((choice) => {
            const label = words.settings[setting].choices?.[choice] ?? choice
            return `        <checkBox refId="${valueName(setting, choice)}" defaultChecked="true">${escaped(label)}</checkBox>`
          })
          .join('\n')
      case 'choice':
      case 'one-of':
        return `        <dropdownList refId="${id}" noSort="true">${field}</dropdownList>`
      case 'number':
        return `        <decimalTextBox refId="${id}" defaultValue="${Math.min(form.most, 180)}">${field}</decimalTextBox>`
      case 'tenants':
        return `        <multiTextBox refId="${id}"/>`
      case 'id':
        return `        <textBox refId="${id}">\n          <label>${field}</label>\n        </textBox>`
      case 'switch':
        return ''
    }
  }
  return `      <presentation id="${id}">\n${inside()}\n      </presentation>`
}

/**
 * The id of the text that names one choice of a list.
 *
 * @param {SettingName} setting
 * @param {string | number} choice
 */
function choiceId(setting, choice) {
  return `${valueName(setting)}_${choice}`
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
