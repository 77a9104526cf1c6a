import { smallCompany, type Seed } from '../seed.ts'

/** The usual company in each of Microsoft's other clouds. */
export const gccHighCompany: Seed = { ...smallCompany, cloud: 'gcc-high' }
export const dodCompany: Seed = { ...smallCompany, cloud: 'dod' }
export const chinaCompany: Seed = { ...smallCompany, cloud: 'china' }
