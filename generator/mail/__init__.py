"""Stories as mail: letters made from what ``press`` gives, addressed by what each recipient wants, and sent."""

from .commands import rehearse_mail, send_mail, tell_story, write_mail
from .recipients import read_recipients

__all__ = ["read_recipients", "rehearse_mail", "send_mail", "tell_story", "write_mail"]
