import { isMailAddress } from '../mail-address.ts'

/** The longest name that the sealed file holds. */
export const contactNameMax = 256

/** Whether this is somebody whom CDID may write to: a name of one line, and an address. */
export function isContact({ name, email }: { readonly name: string; readonly email: string }): boolean {
  return name.trim() !== '' && name.length <= contactNameMax && isMailAddress(email)
}
