// Passkeys: asks the server what to sign, lets the browser's authenticator sign it, and sends the form.
// Where the browser has no passkeys the forms stay hidden.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const create = form.hasAttribute("data-create");
  const read = create ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
  if (!window.PublicKeyCredential?.[read]) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(answer.status);
      const publicKey = PublicKeyCredential[read](await answer.json());
      const made = create ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      form.querySelector("[data-failed]").hidden = false;
    }
  });
}
