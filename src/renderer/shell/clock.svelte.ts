/** The present, once a second, for what is counted on screen. */
export class Clock {
  now = $state(Date.now())

  constructor() {
    setInterval(() => {
      this.now = Date.now()
    }, 1000)
  }
}
