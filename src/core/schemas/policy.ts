import { z } from 'zod'
import type { HiveReading, PolicyFault, PolicyReading, RegistryValue } from '../policy/reading.ts'
import {
  hives,
  isMachineOnly,
  noPolicy,
  policySettings,
  settingNames,
  valueName,
  type Hive,
  type SettingForm,
  type SettingName,
} from '../policy/settings.ts'

type Values = ReadonlyMap<string, RegistryValue | 'unreadable'>

const text = z.object({ type: z.literal('text'), value: z.string() }).transform(({ value }) => value.trim())
const number = z.object({ type: z.literal('number'), value: z.number() }).transform(({ value }) => value)
const yesOrNo = number.pipe(z.union([z.literal(0), z.literal(1)])).transform((value) => value === 1)
const guid = text.pipe(z.guid()).transform((id) => id.toLowerCase())
const tenants = z
  .object({ type: z.literal('texts'), value: z.array(z.string()) })
  .transform(({ value }) => value.map((one) => one.trim()).filter((one) => one !== ''))
  .pipe(
    z
      .array(z.guid().transform((id) => id.toLowerCase()))
      .min(1)
      .max(1000),
  )

/** The schema of a setting that is one value. */
function schemaOf(form: Exclude<SettingForm, { readonly form: 'choices' }>): z.ZodType {
  switch (form.form) {
    case 'choice':
      return text.pipe(z.enum(form.of as [string, ...string[]]))
    case 'one-of':
      return number.pipe(z.number().refine((value) => form.of.includes(value)))
    case 'number':
      return number.pipe(z.number().min(form.least).max(form.most))
    case 'switch':
      return yesOrNo
    case 'tenants':
      return tenants
    case 'id':
      return guid
  }
}

/**
 * Reads the policy out of what the two hives hold. Of each setting, the computer's hive wins, also where what it says is not
 * understood. Values that no setting has are left alone: they may be of a newer version.
 */
export function readPolicy(readings: Readonly<Record<Hive, HiveReading>>): PolicyReading {
  const faults: PolicyFault[] = hives
    .filter((hive) => readings[hive].state === 'unreadable')
    .map((hive) => ({ hive, value: null, why: 'unreadable' }))
  const found = settingNames.flatMap((name): (readonly [SettingName, unknown])[] => {
    for (const hive of hives) {
      const reading = readings[hive]
      if (reading.state !== 'read' || (hive === 'HKCU' && isMachineOnly(name))) continue
      const setting = readSetting(name, reading.values)
      if (setting === 'absent') continue
      if ('fault' in setting) {
        faults.push({ hive, ...setting.fault })
        return []
      }
      return [[name, setting.value]]
    }
    return []
  })
  return { policy: { ...noPolicy, ...Object.fromEntries(found) }, faults }
}

type Setting = 'absent' | { readonly value: unknown } | { readonly fault: Omit<PolicyFault, 'hive'> }

function readSetting(name: SettingName, values: Values): Setting {
  const form: SettingForm = policySettings[name]
  if (form.form === 'choices') return readChoices(name, form.of, values)
  return readOne(valueName(name), schemaOf(form), values)
}

/** A choice that is not named is not allowed once another one is; that none is allowed is not understood. */
function readChoices(name: SettingName, choices: readonly string[], values: Values): Setting {
  const read = choices.map((choice) => ({ choice, setting: readOne(valueName(name, choice), yesOrNo, values) }))
  const given = read.filter(({ setting }) => setting !== 'absent')
  if (given.length === 0) return 'absent'
  const wrong = given.find(({ setting }) => typeof setting === 'object' && 'fault' in setting)
  if (wrong) return wrong.setting
  const allowed = given.filter(
    ({ setting }) => typeof setting === 'object' && 'value' in setting && setting.value === true,
  )
  if (allowed.length === 0) return { fault: { value: valueName(name), why: 'malformed' } }
  return { value: allowed.map(({ choice }) => choice) }
}

function readOne(value: string, schema: z.ZodType, values: Values): Setting {
  const found = values.get(value)
  if (found === undefined) return 'absent'
  if (found === 'unreadable') return { fault: { value, why: 'unreadable' } }
  const parsed = schema.safeParse(found)
  return parsed.success ? { value: parsed.data } : { fault: { value, why: 'malformed' } }
}
