/**
 * What a page can ask a browser for, each tried with the right that a person's click gives. Each is the body of a function
 * in the window: one that throws was refused; what it returns is what was let through.
 */
export const pageInterfaces: Readonly<Record<string, string>> = {
  fetch: `return fetch('https://elsewhere.example/', { mode: 'no-cors' })`,
  'fetch of its own files': `return fetch('app://assistant/index.html')`,
  'fetch of a file': `return fetch('file:///etc/hostname')`,
  XMLHttpRequest: `return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.onload = resolve
    request.onerror = () => reject(new Error())
    request.open('GET', 'https://elsewhere.example/')
    request.send()
  })`,
  WebSocket: `return new Promise((resolve, reject) => {
    const socket = new WebSocket('wss://elsewhere.example/')
    socket.onopen = resolve
    socket.onerror = () => reject(new Error())
  })`,
  WebTransport: `return new WebTransport('https://elsewhere.example/').ready`,
  EventSource: `return new Promise((resolve, reject) => {
    const source = new EventSource('https://elsewhere.example/')
    source.onopen = resolve
    source.onerror = () => reject(new Error())
  })`,
  Worker: `return new Worker('data:text/javascript,1')`,
  SharedWorker: `return new SharedWorker('data:text/javascript,1')`,
  'service worker': `return navigator.serviceWorker.register('app://assistant/worker.js')`,
  WebAssembly: `return WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))`,
  'markup from text': `document.createElement('div').innerHTML = '<b>x</b>'`,
  'reading the clipboard': `return navigator.clipboard.readText()`,
  'writing to the clipboard': `return navigator.clipboard.writeText('x')`,
  'the place of the computer': `return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error()))
  })`,
  'the microphone': `return navigator.mediaDevices.getUserMedia({ audio: true })`,
  'the camera': `return navigator.mediaDevices.getUserMedia({ video: true })`,
  'the screen': `return navigator.mediaDevices.getDisplayMedia({ video: true })`,
  MIDI: `return navigator.requestMIDIAccess()`,
  USB: `return navigator.usb.requestDevice({ filters: [] })`,
  HID: `return navigator.hid.requestDevice({ filters: [] })`,
  'serial ports': `return navigator.serial.requestPort()`,
  Bluetooth: `return navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
  gamepads: `return navigator.getGamepads()`,
  'the wake lock': `return navigator.wakeLock.request('screen')`,
  'the fonts': `return queryLocalFonts()`,
  'the screens': `return getScreenDetails()`,
  fullscreen: `return document.documentElement.requestFullscreen()`,
  'the pointer lock': `return document.body.requestPointerLock()`,
  credentials: `return navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } })`,
  payments: `return new PaymentRequest(
    [{ supportedMethods: 'https://elsewhere.example' }],
    { total: { label: 'x', amount: { currency: 'CAD', value: '1' } } },
  )`,
  'a protocol handler': `navigator.registerProtocolHandler('web+x', 'https://elsewhere.example/%s')`,
  'the file picker': `return showOpenFilePicker()`,
  'the save picker': `return showSaveFilePicker()`,
  'the folder picker': `return showDirectoryPicker()`,
  prompt: `return prompt('x')`,
}

/** What is answered with nothing, or with no, in place of an error. */
export const quietInterfaces: Readonly<Record<string, { readonly body: string; readonly answer: string }>> = {
  alert: { body: `return alert('x')`, answer: 'undefined' },
  confirm: { body: `return confirm('x')`, answer: 'false' },
  print: {
    body: `let printed = false
      addEventListener('beforeprint', () => { printed = true })
      print()
      return printed`,
    answer: 'false',
  },
  'a second window': { body: `return open('https://elsewhere.example/')`, answer: 'null' },
  notifications: { body: `return Notification.requestPermission()`, answer: 'denied' },
  'idle detection': { body: `return IdleDetector.requestPermission()`, answer: 'denied' },
  'kept storage': { body: `return navigator.storage.persist()`, answer: 'false' },
  'names of devices': {
    body: `return navigator.mediaDevices.enumerateDevices().then((all) => all.map(({ label }) => label).join(''))`,
    answer: '',
  },
  WebGL: { body: `return document.createElement('canvas').getContext('webgl')`, answer: 'null' },
  'a form': {
    body: `const form = document.createElement('form')
      form.action = 'https://elsewhere.example/'
      document.body.append(form)
      form.submit()
      return location.href`,
    answer: 'app://assistant/index.html',
  },
  'Node in an empty frame': {
    body: `const frame = document.createElement('iframe')
      document.body.append(frame)
      const known = ['process', 'require', 'assistant'].filter((name) => name in frame.contentWindow)
      frame.remove()
      return known.join()`,
    answer: '',
  },
}

/** Addresses that a script cannot lead the window to. */
export const otherAddresses = [
  'https://elsewhere.example/',
  'http://127.0.0.1/',
  'about:blank',
  'data:text/html,x',
  'blob:',
  'javascript:void document.write(1)',
  'file:///etc/hostname',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://assistant/index.html',
  'mailto:a@elsewhere.example',
  'ms-settings:privacy',
  'app://document/',
]
