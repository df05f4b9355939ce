/** How long something that has to happen may take, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE ?? 30_000);
