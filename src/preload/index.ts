import { contextBridge, ipcRenderer } from 'electron'
import { callNames, eventNames, type EventName } from '../contract/names.ts'

// `window.assistant` is made from the contract's names, and offers nothing else.
contextBridge.exposeInMainWorld('assistant', {
  call: Object.fromEntries(
    callNames.map((name) => [name, (input: unknown): unknown => ipcRenderer.invoke(name, input)]),
  ),
  on: (name: EventName, listener: (value: unknown) => void) => {
    if (!eventNames.includes(name)) throw new Error('no such event')
    const pass = (_event: unknown, value: unknown) => {
      listener(value)
    }
    ipcRenderer.on(name, pass)
    return () => {
      ipcRenderer.off(name, pass)
    }
  },
})
