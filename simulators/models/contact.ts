/**
 * A dry contact of somebody else's panel: the fire alarm's, the fault relay of the access control.
 * A mains-fail relay has its coil on the line and lets go when the line is dead.
 */

export interface Contact {
  readonly id: string;
  /** Its coil hangs on the supply it watches. */
  readonly watchesSupply: boolean;
  hasSupply: boolean;
  /** The panel it belongs to has something to say. */
  isCalled: boolean;
  revision: number;
}

export function createContact(id: string, watchesSupply: boolean): Contact {
  return { id, watchesSupply, hasSupply: true, isCalled: false, revision: 0 };
}

export function isActive({ watchesSupply, hasSupply, isCalled }: Contact): boolean {
  return isCalled || (watchesSupply && !hasSupply);
}

export function setContactSupply(contact: Contact, hasSupply: boolean): void {
  if (contact.hasSupply === hasSupply) return;
  contact.hasSupply = hasSupply;
  contact.revision += 1;
}

export function callContact(contact: Contact, isCalled: boolean): void {
  if (contact.isCalled === isCalled) return;
  contact.isCalled = isCalled;
  contact.revision += 1;
}
