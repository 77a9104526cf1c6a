/** One protection turned off in a copy of what is shipped, and the check that must then fail. */
export interface Mutation {
  /** The protection. */
  readonly what: string
  /** The bundle that is changed. */
  readonly bundle: 'main' | 'preload' | 'reception'
  /** A piece of the bundle that occurs in it once. */
  readonly replace: string
  readonly by: string
  readonly check: { readonly file: string; readonly name: string }
}

/** `npm run test:security -- --mutations` applies each of them to a copy of the builds and runs its check. */
export const mutations: readonly Mutation[] = [
  {
    what: 'switches are refused',
    bundle: 'main',
    replace: 'if (refusal !== null) refuse(refusal);',
    by: '',
    check: { file: 'command-line.test.ts', name: '--remote-debugging-port=39417 is refused' },
  },
  {
    what: 'a log that was asked for is removed',
    bundle: 'main',
    replace: 'if (loggedTo !== null)',
    by: 'if (false)',
    check: { file: 'command-line.test.ts', name: '--enable-logging=file --log-file=@/log.txt is refused' },
  },
  {
    what: "a stranger's text is not shown as it is",
    bundle: 'main',
    replace: '.replace(/[^\\w./=-]/g, "?")',
    by: '',
    check: { file: 'command-line.test.ts', name: 'a stranger’s text is not shown as it is' },
  },
  {
    what: 'variables are deleted',
    bundle: 'main',
    replace: 'Reflect.deleteProperty(process.env, name);',
    by: ';',
    check: { file: 'environment.test.ts', name: 'SSLKEYLOGFILE is deleted before anything reads it' },
  },
  {
    what: 'variables that have acted are refused',
    bundle: 'main',
    replace: 'if (early === void 0) return null;',
    by: 'return null;',
    check: { file: 'environment.test.ts', name: '{"NODE_COMPILE_CACHE":"@"} is refused' },
  },
  {
    what: 'WebRTC goes by the proxy only',
    bundle: 'main',
    replace: 'disable_non_proxied_udp',
    by: 'default',
    check: { file: 'network.test.ts', name: 'sends no datagram' },
  },
  {
    what: 'names are not looked up ahead',
    bundle: 'main',
    replace: 'dnsPrefetchingEnabled=false',
    by: 'dnsPrefetchingEnabled=true',
    check: { file: 'network.test.ts', name: 'has no name looked up' },
  },
  {
    what: "the window's proxy is dead",
    bundle: 'main',
    replace: 'session.setProxy(deadProxy);',
    by: 'session.setProxy({ mode: "direct" });',
    check: { file: 'network.test.ts', name: 'opens no connection' },
  },
  {
    what: 'sessions let nothing out',
    bundle: 'main',
    replace: 'openSession(session, () => false);',
    by: '',
    check: { file: 'checklist.test.ts', name: 'the session default has a dead proxy, and lets nothing out' },
  },
  {
    what: 'dictionaries are not loaded',
    bundle: 'main',
    replace: 'session.setSpellCheckerLanguages([]);',
    by: '',
    check: { file: 'checklist.test.ts', name: 'the session default has a dead proxy, and lets nothing out' },
  },
  {
    what: 'permissions are refused when looked up',
    bundle: 'main',
    replace: 'session.setPermissionCheckHandler(() => false);',
    by: 'session.setPermissionCheckHandler(() => true);',
    check: { file: 'checklist.test.ts', name: '5 · permissions are refused, asked for or looked up' },
  },
  {
    what: 'permissions are refused when asked for',
    bundle: 'main',
    replace: 'answer(false);',
    by: 'answer(true);',
    check: { file: 'window.test.ts', name: 'the window gets nothing from notifications' },
  },
  {
    what: 'downloads are prevented',
    bundle: 'main',
    replace: 'session.on("will-download"',
    by: 'session.on("other"',
    check: { file: 'checklist.test.ts', name: 'a download of the session assistant is prevented' },
  },
  {
    what: 'webviews are prevented',
    bundle: 'main',
    replace: 'contents.on("will-attach-webview"',
    by: 'contents.on("other"',
    check: { file: 'checklist.test.ts', name: '12 · a webview that is attached all the same is refused' },
  },
  {
    what: 'navigation is prevented',
    bundle: 'main',
    replace: 'contents.on("will-navigate", stay);',
    by: '',
    check: { file: 'checklist.test.ts', name: '13 · will-navigate is prevented' },
  },
  {
    what: 'redirects of the page are prevented',
    bundle: 'main',
    replace: 'contents.on("will-redirect", stay);',
    by: '',
    check: { file: 'checklist.test.ts', name: '13 · will-redirect is prevented' },
  },
  {
    what: 'file pickers are refused',
    bundle: 'main',
    replace: 'await own.sendCommand("Page.setInterceptFileChooserDialog", { enabled: true });',
    by: '',
    check: {
      file: 'window.test.ts',
      name: 'no dialog of the system opens for a file input, and no file is downloaded',
    },
  },
  {
    what: 'a page that was left is brought back',
    bundle: 'main',
    replace: 'contents.on("did-navigate"',
    by: 'contents.on("other"',
    check: { file: 'window.test.ts', name: 'the window is not led to about:blank' },
  },
  {
    what: 'a page whose process ended is brought back',
    bundle: 'main',
    replace: 'contents.on("render-process-gone"',
    by: 'contents.on("other"',
    check: { file: 'window.test.ts', name: 'a page whose process ended is brought back once, and the person is told' },
  },
  {
    what: 'the page is sandboxed by its policy',
    bundle: 'main',
    replace: '"sandbox allow-scripts allow-same-origin"',
    by: `"img-src 'self'"`,
    check: { file: 'checklist.test.ts', name: '7 · the policy says sandbox allow-scripts allow-same-origin' },
  },
  {
    what: 'the page connects to nothing',
    bundle: 'main',
    replace: `"connect-src 'none'"`,
    by: `"connect-src 'self'"`,
    check: { file: 'checklist.test.ts', name: "7 · the policy says connect-src 'none'" },
  },
  {
    what: 'text does not become markup',
    bundle: 'main',
    replace: `"require-trusted-types-for 'script'"`,
    by: `"img-src 'self'"`,
    check: { file: 'window.test.ts', name: 'the window is refused markup from text' },
  },
  {
    what: 'features are denied by policy',
    bundle: 'main',
    replace: '"permissions-policy": permissionsPolicy,',
    by: '',
    check: { file: 'window.test.ts', name: 'the window is refused the fonts' },
  },
  {
    what: 'the window has no developer tools',
    bundle: 'main',
    replace: 'devTools: false',
    by: 'devTools: true',
    check: { file: 'checklist.test.ts', name: '6 · no developer tools open' },
  },
  {
    what: 'the window is sandboxed',
    bundle: 'main',
    replace: 'sandbox: true,',
    by: 'sandbox: false,',
    check: { file: 'checklist.test.ts', name: '4 · the sandbox' },
  },
  {
    what: 'the window is isolated',
    bundle: 'main',
    replace: 'contextIsolation: true,',
    by: 'contextIsolation: false,',
    check: { file: 'checklist.test.ts', name: '3 · context isolation' },
  },
  {
    what: 'calls of other frames are refused',
    bundle: 'main',
    replace: '\t\trefuseStranger(event, window);',
    by: '',
    check: { file: 'checklist.test.ts', name: '17 · a call from another frame than the window’s own is refused' },
  },
  {
    what: 'client certificates are chosen',
    bundle: 'main',
    replace: 'const choice = chosen.get(host)',
    by: 'const choice = Promise.resolve(certificates[0]), other = chosen.get(host)',
    check: {
      file: 'transport.test.ts',
      name: 'a client certificate is sent by choice only, and each host is asked about once',
    },
  },
  {
    what: "Microsoft's session has a list of hosts",
    bundle: 'main',
    replace: 'protocol === "https:" && hosts.includes(host)',
    by: 'true',
    check: { file: 'transport.test.ts', name: 'the session for Microsoft’s hosts refuses https://elsewhere.example/' },
  },
  {
    what: "redirects of Microsoft's answers are not followed",
    bundle: 'main',
    replace: 'redirect: "error",\n\t\t\t\tcredentials: "omit"',
    by: 'redirect: "follow",\n\t\t\t\tcredentials: "omit"',
    check: { file: 'transport.test.ts', name: 'a redirect (302) is not followed' },
  },
  {
    what: 'the native module is compared',
    bundle: 'main',
    replace: '!== known[place]',
    by: '=== ""',
    check: { file: 'files.test.ts', name: 'a native module that is another one is not loaded, and nothing is made' },
  },
  {
    what: 'a build for journeys keeps its data apart',
    bundle: 'main',
    replace: '"journey-build"',
    by: '"none"',
    check: { file: 'files.test.ts', name: 'a build for journeys keeps its data apart and says what it is' },
  },
  {
    what: 'silent sockets make room',
    bundle: 'main',
    replace: '\tmakeRoom(server);\n\treturn',
    by: '\tserver.maxConnections = 16;\n\treturn',
    check: { file: 'listener.test.ts', name: '40 sockets, silent, do not hold a sign-in up' },
  },
  {
    what: 'a slow body is cut off',
    bundle: 'main',
    replace: 'requestTimeout: 1e4',
    by: 'requestTimeout: 0',
    check: { file: 'listener.test.ts', name: 'a slow body is cut off' },
  },
  {
    what: 'reception checks certificates',
    bundle: 'reception',
    replace: '\tkeepCertificateChecks(process.env);',
    by: '',
    check: {
      file: 'reception.test.ts',
      name: 'with {"NODE_TLS_REJECT_UNAUTHORIZED":"0"} nothing is sent to an untrusted server',
    },
  },
  {
    what: "reception's backups are their owner's",
    bundle: 'reception',
    replace: 'ownerOnly: true',
    by: 'ownerOnly: false',
    check: {
      file: 'reception.test.ts',
      name: 'a backup is its owner’s alone, also of a configuration that others read',
    },
  },
]
