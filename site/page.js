/** The page around the element: this visitor's pictures. */
import { visitorReady } from "./darkroom.js";
import { gallery } from "./gallery.js";

const element = document.querySelector("darkroom-image");

const pictures = gallery((task) => element.retry(task));
element.addSection(pictures.node);
element.addEventListener("darkroom-task", () => pictures.mark(element.task));
visitorReady.then(pictures.load).then(() => pictures.mark(element.task));
