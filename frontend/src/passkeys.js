// Signing in and registering with a passkey. Only pages with a form for passkeys load this file; without it the
// password stays the way in. A form says with data-passkey what is to be done ("create" or "get"); the options
// stand in the page, or the sign-in page fetches them on the click, so that no challenge lies about unused.
const OPTIONS = "passkey-optionen";

async function optionsOf(form) {
  const given = document.getElementById(OPTIONS);
  if (given) return JSON.parse(given.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function created({ publicKey }) {
  const wanted = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
  const selection = { ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return navigator.credentials.create({ publicKey: { ...wanted, authenticatorSelection: selection } });
}

function found({ publicKey }) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

async function use(form) {
  const note = form.querySelector("[data-passkey-note]");
  note.textContent = "";
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? created(options.creation_options) : found(options.request_options));
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    note.textContent = note.dataset.passkeyNote;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      use(form);
    });
  }
}
