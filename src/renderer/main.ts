import { mount } from 'svelte'
import type { Assistant } from '#contract/calls.ts'
import App from './App.svelte'
import 'virtual:fluent-theme.css'
import './base.css'
import { releaseRemovedElements } from './release-removed-elements.ts'
import { screenFiles } from './screens/screens-by-stage.ts'
import { Shell } from './shell/shell.svelte.ts'

declare global {
  interface Window {
    readonly assistant: Assistant
  }
}

releaseRemovedElements()
const shell = new Shell(window.assistant, screenFiles)
const target = document.getElementById('app')
if (target) mount(App, { target, props: { shell } })
void shell.open()
