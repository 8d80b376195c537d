import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, ipcChannels } from '../shared/channel/bridge.ts'

let listening: ((message: unknown) => void) | undefined
ipcRenderer.on(ipcChannels.message, (_event, message: unknown) => listening?.(message))

const bridge: Bridge = {
  connect: (listener) => {
    listening = listener
    ipcRenderer.send(ipcChannels.connect)
  },
  send: (message) => ipcRenderer.send(ipcChannels.message, message),
  pathOf: (file) => webUtils.getPathForFile(file),
}

contextBridge.exposeInMainWorld('assistant', bridge)
