/** Whether a node answers at all; never rejects. */
export async function ping(): Promise<boolean> {
  try {
    const reply = await fetch('/health/live', { signal: AbortSignal.timeout(5000) });
    return reply.ok;
  } catch {
    return false;
  }
}
