import { XMLParser } from 'fast-xml-parser'

/** What an EWS answer says; `null` for what it does not say. */
export interface SoapAnswer {
  /** The response code: `NoError`, or the first other one. */
  readonly code: string | null
  /** The time that a busy server asks to wait, in milliseconds. */
  readonly backOffMs: number | null
  /** The primary address of the mailbox, when the call used an alias. */
  readonly primaryAddress: string | null
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
})

/** Reads an EWS answer. A text that is not XML says nothing. */
export function readSoap(text: string): SoapAnswer {
  const found: { -readonly [Name in keyof SoapAnswer]: SoapAnswer[Name] } = {
    code: null,
    backOffMs: null,
    primaryAddress: null,
  }
  const walk = (node: unknown, name: string) => {
    if (Array.isArray(node)) for (const child of node) walk(child, name)
    else if (typeof node === 'object' && node !== null) {
      const fields = node as Record<string, unknown>
      if (name === 'Value') readValue(fields['@Name'], fields['#text'])
      for (const [key, child] of Object.entries(fields)) walk(child, key)
    } else if (name === 'ResponseCode' && typeof node === 'string') {
      // One folder that failed makes the whole call fail.
      if (found.code === null || found.code === 'NoError') found.code = node
    }
  }
  const readValue = (name: unknown, value: unknown) => {
    if (name === 'BackOffMilliseconds') found.backOffMs = Number.isFinite(Number(value)) ? Number(value) : null
    if (typeof name === 'string' && name.startsWith('Primary')) found.primaryAddress = String(value)
  }
  try {
    walk(parser.parse(text), '')
  } catch {
    return { code: null, backOffMs: null, primaryAddress: null }
  }
  return found
}
