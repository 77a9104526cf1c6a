import type { Configuration } from '#cdid/configuration/configuration.ts'
import { editedBytes } from '#cdid/configuration/edited-bytes.ts'
import type { PlannedEntry } from '#cdid/configuration/entry-plan.ts'
import { decode, encode } from '#cdid/files/file-encoding.ts'

/** Returns the text of a configuration after a planned change of its bytes; as it is when nothing is to be changed. */
export function textAfter(configuration: Configuration, planned: Pick<PlannedEntry, 'edits'> | null): string {
  if (!planned) return configuration.text
  const { text, encoding } = configuration
  const after = decode(editedBytes(encode(text, encoding), configuration, planned.edits))
  if (after?.encoding !== encoding) throw new Error('the change is not in the encoding of the file')
  return after.text
}
