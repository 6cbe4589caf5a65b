/** A port that a device hangs on. What it is in the machine may change; what it stands for does not. */
export interface DevicePort {
  /** Rejects with words for a technician when there is no such device or it cannot be opened. */
  open(listener: PortListener): Promise<OpenPort>;
}

export interface PortListener {
  onBytes(chunk: Uint8Array): void;
  /** Once, when an open port ends without `close()`. Not every unplugging is told. */
  onClosed(why: string): void;
}

export interface OpenPort {
  /** Gone bytes are not told; a device that does not answer is. */
  write(bytes: Uint8Array): void;
  /** Resolves when everything written has left, or can leave no more. */
  drain(): Promise<void>;
  /** Is the device still in the machine? Some unpluggings leave an open port behind. */
  isPresent(): Promise<boolean>;
  close(): Promise<void>;
}
