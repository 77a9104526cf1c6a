import { expect, test } from 'vitest'
import { readSoap } from './soap-answer.ts'

const nothing = { code: null, backOffMs: null, primaryAddress: null }
const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:m" xmlns:t="urn:t"><s:Body>${body}</s:Body></s:Envelope>`
const folder = (code: string) =>
  `<m:GetFolderResponseMessage><m:ResponseCode>${code}</m:ResponseCode></m:GetFolderResponseMessage>`

test.each([
  ['one folder that opens', folder('NoError'), 'NoError'],
  ['a folder that fails before one that opens', folder('ErrorAccessDenied') + folder('NoError'), 'ErrorAccessDenied'],
  ['a folder that fails after one that opens', folder('NoError') + folder('ErrorAccessDenied'), 'ErrorAccessDenied'],
  ['two that fail', folder('ErrorServerBusy') + folder('ErrorAccessDenied'), 'ErrorServerBusy'],
  [
    'a fault',
    '<s:Fault><detail><e:ResponseCode xmlns:e="urn:e">ErrorSchemaValidation</e:ResponseCode></detail></s:Fault>',
    'ErrorSchemaValidation',
  ],
])('%s', (_name, body, code) => {
  expect(readSoap(envelope(body)).code).toBe(code)
})

test('how long a busy server asks to wait', () => {
  const busy = '<t:MessageXml><t:Value Name="BackOffMilliseconds">4200</t:Value></t:MessageXml>'
  expect(readSoap(envelope(folder('ErrorServerBusy') + busy))).toMatchObject({ backOffMs: 4200 })
  expect(readSoap(envelope(busy.replace('4200', 'soon')))).toMatchObject({ backOffMs: null })
})

test('the primary address of an alias', () => {
  const alias = '<t:MessageXml><t:Value Name="Primary">accueil@nord.example</t:Value></t:MessageXml>'
  expect(readSoap(envelope(alias))).toMatchObject({ primaryAddress: 'accueil@nord.example' })
})

test.each([['<html><body>Filtre'], ['{"error":{}}'], ['']])('%j says nothing', (text) => {
  expect(readSoap(text)).toEqual(nothing)
})
