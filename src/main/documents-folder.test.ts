import { expect, test } from 'vitest'
import { documentsFolder } from './documents-folder.ts'

test('a save dialog opens in the documents', () => {
  expect(documentsFolder({ getPath: (name) => `/${name}` })).toBe('/documents')
})

test('a documents folder that Windows does not find is no reason not to save', () => {
  const getPath = (name: string) => {
    if (name === 'documents') throw new Error("Failed to get 'documents' path")
    return `/${name}`
  }
  expect(documentsFolder({ getPath })).toBe('/home')
})
