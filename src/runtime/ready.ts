/** True when the address answers 200 within `timeoutMs`. */
export const isReady = async (address: string, timeoutMs = 2_000): Promise<boolean> => {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
};
