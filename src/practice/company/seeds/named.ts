import { smallCompany, type Seed } from '../seed.ts'
import { largeCompany } from './large.ts'
import { lockedCompany } from './locked.ts'
import { chinaCompany, dodCompany, gccHighCompany } from './other-clouds.ts'
import { strictCompany } from './strict.ts'

/** The companies that `--seed` knows by name. */
export const namedSeeds: Readonly<Record<string, Seed>> = {
  small: smallCompany,
  strict: strictCompany,
  locked: lockedCompany,
  large: largeCompany,
  'gcc-high': gccHighCompany,
  dod: dodCompany,
  china: chinaCompany,
}
