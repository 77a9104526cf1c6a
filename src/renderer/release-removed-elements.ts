import { FASTElementDefinition, PropertyChangeNotifier } from '@microsoft/fast-element'

/**
 * Lets elements that have left the page be collected. FAST (3.0.3) subscribes each element to its definition, in case the
 * template changes, and never ends that: a definition lives as long as the page, and so every element that it ever had.
 * No template changes here. Reported as microsoft/fast#7684: once a release mends it, this file goes.
 */
export function releaseRemovedElements(): void {
  const notifier = PropertyChangeNotifier.prototype
  const subscribe = Reflect.get(notifier, 'subscribe')
  notifier.subscribe = function (this: PropertyChangeNotifier, subscriber, property) {
    if (!(this.subject instanceof FASTElementDefinition)) subscribe.call(this, subscriber, property)
  }
}
