import fc from 'fast-check'

/** Names that try to become markup, a second line of a mail's header, or a text read in the other direction. */
export const hostileNames = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</title><script>alert(1)</script>',
    '</td><script>x</script>',
    '"><img src=x onerror=alert(1)>',
    '--><style>*{}</style>',
    "' onclick='x",
    '&lt;b&gt; `x` & <b>',
    'A\r\nBcc: somebody@evil.example',
    '\u202egnp.exe',
  ),
)
