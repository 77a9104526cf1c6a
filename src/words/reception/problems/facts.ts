import type { FileKind, OtherEncoding, WantedFile } from './files.ts'

export interface InFile {
  readonly file: string
}
export interface AtPlace extends InFile {
  readonly line: number
  readonly column: number
}
export interface Named extends AtPlace {
  readonly name: string
}
export interface Twice extends Named {
  readonly firstLine: number
  readonly firstColumn: number
}
export interface WithReason extends InFile {
  readonly reason: string
}
export interface OfOption {
  readonly option: string
}
export interface OtherKind extends InFile {
  readonly kind: FileKind
  readonly wanted: WantedFile
}
export interface InEncoding extends InFile {
  readonly encoding: OtherEncoding
}
