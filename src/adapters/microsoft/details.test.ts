import { expect, test } from 'vitest'
import { responseOf } from '#support/scripted-connection.ts'
import { detailsOf, pageTitle } from './details.ts'

test('holds what support asks for, each from its place', () => {
  const response = responseOf({
    status: 401,
    headers: {
      'request-id': 'r-1',
      'client-request-id': 'theirs',
      'x-ms-diagnostics': '2000008;reason="expired"',
      'X-EWS-Policy-Reason': 'EWS is disabled for this user or tenant',
      date: 'Mon, 23 Nov 2026 14:00:07 GMT',
    },
  })
  expect(detailsOf(response, 'outlook.office365.com', 'ErrorAccessDenied')).toEqual({
    host: 'outlook.office365.com',
    status: 401,
    code: 'ErrorAccessDenied',
    requestId: 'r-1',
    clientRequestId: 'theirs',
    diagnostics: '2000008;reason="expired"',
    policyReason: 'EWS is disabled for this user or tenant',
    date: '2026-11-23T14:00:07.000Z',
  })
})

test('has our own id of the exchange when the answer names none', () => {
  expect(detailsOf(responseOf({ headers: {} }), 'graph.microsoft.com')).toEqual({
    host: 'graph.microsoft.com',
    status: 200,
    clientRequestId: 'c-1',
  })
})

test('is bounded, on one line, and without characters that hide or reorder text', () => {
  const response = responseOf({ headers: { 'x-ms-diagnostics': 'a'.repeat(2_000) } })
  expect(detailsOf(response, 'h').diagnostics).toHaveLength(512)
})

test.each([
  ['<TITLE lang="fr">Accès\n  refusé &amp; consigné</TITLE>', 'Accès refusé & consigné'],
  ['<title>\u202Eabc\u0007</title>', 'abc'],
  [`<title>${'x'.repeat(500)}</title>`, 'x'.repeat(120)],
  ['<title> </title>', null],
  ['{"title":"no page"}', null],
  ['', null],
])('the title of %j', (text, title) => {
  expect(pageTitle(text)).toBe(title)
})
