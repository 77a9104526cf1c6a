import { Socket } from 'node:net'

// Wine 8 does not know the option of sockets by which Node keeps a connection alive, and every connection would fail.
Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this
}
